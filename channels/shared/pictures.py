"""Which picture of `icons.svg` stands beside a service. A service that is not named here gets the plain document."""

PICTURES = {
    "street-problem": "lamp",
    "parking-permit": "car",
    "birth-certificate": "baby",
    "change-of-address": "house",
    "heating-allowance": "heating",
    "terrace-licence": "terrace",
    "identity-card": "person",
}


def picture_of(service: str) -> str:
    return PICTURES.get(service, "document")
