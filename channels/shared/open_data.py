"""Where programs find what the town gives away. The web links there; the open data door answers."""

ROOT = "/catalogue"
"""What stands here for people is a page; for programs everything is below it."""
SERVICES = f"{ROOT}/services.jsonld"
SERVICE = f"{ROOT}/services/{{service}}.jsonld"
DATA_SETS = f"{ROOT}/catalogue.jsonld"
JSON_LD = "application/ld+json"
