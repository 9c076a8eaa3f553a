"""Reach: at which doors, in which languages and at what cost each service can be taken to its end."""
