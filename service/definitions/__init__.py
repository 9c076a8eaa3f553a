"""Definitions: what an owner wrote about a service, read strictly, checked, compiled and kept by version."""
