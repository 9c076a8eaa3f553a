"""Open data: what the town's services are, and which data sets there are, for programs (JSON-LD)."""
