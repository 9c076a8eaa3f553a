"""What services are, as programs read it: CPSV-AP 3.2."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from channels.opendata.services import longest
from tests.channels.opendata.conftest import SITE, complaints, fetched, nodes
from tests.conftest import ROOT

ALL = "/catalogue/services.jsonld"
PERMIT = "/catalogue/services/parking-permit.jsonld"
LANGUAGES = {"en", "fr", "nl", "ar"}
Breaking = Callable[[list[dict[str, Any]]], None]


def test_everything_that_is_said_of_the_demo_towns_services_is_as_the_profile_wants_it(site):
    document = fetched(site, ALL)

    assert len(nodes(document, "cpsv:PublicService")) == len(list((ROOT / "config" / "services").iterdir()))
    assert complaints(document) == []


@pytest.mark.parametrize("service", sorted(each.name for each in (ROOT / "config" / "services").iterdir()))
def test_each_service_is_whole_by_itself(service, site):
    document = fetched(site, f"/catalogue/services/{service}.jsonld")

    assert list(nodes(document, "cpsv:PublicService")) == [f"services/{service}"]
    assert complaints(document) == []


def without(kind: str, said: str) -> Breaking:
    def broken(graph: list[dict[str, Any]]) -> None:
        for each in graph:
            if each["@type"] == kind:
                each.pop(said, None)

    return broken


def untyped(graph: list[dict[str, Any]]) -> None:
    """As the profile's own example does: values of code lists are only named."""
    graph[:] = [each for each in graph if "skos:Concept" not in each["@type"]]


def in_no_language(graph: list[dict[str, Any]]) -> None:
    for each in graph:
        if each["@type"] == "cpsv:PublicService":
            each["dct:title"] = {"@none": "Parking"}


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (without("cv:PublicOrganisation", "skos:prefLabel"), "Less than 1 values"),
        (without("cv:PublicOrganisation", "dct:spatial"), "Less than 1 values"),
        (without("cpsv:PublicService", "cv:hasCompetentAuthority"), "Less than 1 values"),
        (without("cpsv:PublicService", "dct:identifier"), "Less than 1 values"),
        (without("cpsv:PublicService", "dct:description"), "Less than 1 values"),
        (without("cv:Channel", "dct:identifier"), "Less than 1 values"),
        (without("cv:Cost", "dct:identifier"), "Less than 1 values"),
        (without("cv:Output", "dct:title"), "Less than 1 values"),
        (without("cv:Evidence", "dct:title"), "Less than 1 values"),
        (without("cpsv:Rule", "dct:description"), "Less than 1 values"),
        (without("skos:Concept", "skos:inScheme"), "Less than 1 values"),
        (untyped, "does not have class skos:Concept"),
        (in_no_language, "is not Literal with datatype rdf:langString"),
    ],
)
def test_the_shapes_find_what_is_missing(broken: Breaking, found: str, site):
    document = copy.deepcopy(fetched(site, PERMIT))
    broken(document["@graph"])

    assert any(found in each for each in complaints(document))


def test_a_service_says_in_four_languages_what_its_definition_says(site):
    document = fetched(site, PERMIT)
    permit = nodes(document, "cpsv:PublicService")["services/parking-permit"]
    evidence = nodes(document, "cv:Evidence")

    assert set(permit["dct:title"]) == set(permit["dct:description"]) == LANGUAGES
    assert permit["dct:title"]["nl"] == "Een bewonerskaart voor parkeren aanvragen"
    assert permit["dcat:keyword"]["en"] == ["PARK", "PERMIT"]
    assert "PARK" not in permit["dcat:keyword"]["fr"]
    assert permit["cv:processingTime"] == "P7D"
    assert evidence["services/parking-permit#paper-contract"]["dct:title"]["en"] == "The lease contract"
    assert (
        evidence["services/parking-permit#paper-contract"]["dct:description"]["en"]
        == "Not everybody needs it. It can be sent in later."
    )
    outputs = nodes(document, "cv:Output")
    assert outputs["services/parking-permit#output-granted"]["dct:title"]["fr"] == "Votre carte de riverain"
    assert set(outputs) >= {
        "services/parking-permit#output-receipt",
        "services/parking-permit#output-refused",
    }


def test_its_office_is_told_with_its_level_its_address_and_when_it_is_open(site):
    document = fetched(site, PERMIT)
    office = nodes(document, "cv:PublicOrganisation")["services.jsonld#office-mobility"]
    contact = nodes(document, "cv:ContactPoint")["services.jsonld#contact-mobility"]
    address = nodes(document, "locn:Address")["services.jsonld#office-mobility-address"]
    hours = nodes(document, "time:TemporalEntity")["services.jsonld#contact-mobility-hours"]

    assert office["skos:prefLabel"]["fr"] == "Mobilité et Stationnement"
    assert office["dct:type"] == "http://purl.org/adms/publishertype/LocalAuthority"
    assert (contact["cv:telephone"], contact["cv:email"]) == ("050 00 00 20", "mobility@bruggepont.example")
    assert "8990 Bruggepont" in address["locn:fullAddress"]["nl"]
    assert hours["dct:description"]["en"].startswith("Monday to Friday 9:00")


def test_the_sums_of_a_fee_are_numbers_and_what_is_free_costs_nothing(site):
    document = fetched(site, ALL)
    sums = {name: each.get("cv:hasValue") for name, each in nodes(document, "cv:Cost").items()}

    assert sums["services/street-problem#cost-0"] == "0.00"
    assert sums["services/parking-permit#cost-0"] is None
    assert {sums[each] for each in sums if each.startswith("services/parking-permit#")} >= {"25.00", "180.00"}


def test_doors_are_told_where_people_find_them(site):
    channels = nodes(fetched(site, ALL), "cv:Channel")

    assert {"channel-web", "channel-sms", "channel-kiosk", "channel-counter"} <= {
        each.partition("#")[2] for each in channels
    }
    assert "0460 00 00 00" in channels["services.jsonld#channel-sms"]["dct:description"]["ar"]
    assert channels["services.jsonld#channel-web"]["foaf:page"] == f"{SITE}/"


def test_its_pages_are_there(site):
    permit = nodes(fetched(site, PERMIT), "cpsv:PublicService")["services/parking-permit"]

    assert len(permit["foaf:page"]) == len(LANGUAGES)
    for address in permit["foaf:page"]:
        assert site.get(address.removeprefix(SITE)).status_code == 200


def test_nothing_has_to_be_fetched_to_read_it(site):
    context = fetched(site, ALL)["@context"]

    assert isinstance(context, dict)
    assert "@import" not in context


def test_drafts_are_never_in_it(changed):
    assert "services/street-problem" not in nodes(fetched(changed, ALL), "cpsv:PublicService")
    assert changed.get("/catalogue/services/street-problem.jsonld").status_code == 404


def test_closed_services_are_in_it_with_the_words_that_say_so(changed):
    document = fetched(changed, ALL)
    permit = nodes(document, "cpsv:PublicService")["services/parking-permit"]

    assert permit["dct:description"]["en"].endswith("for one year. Not in winter.")
    assert permit["adms:status"].endswith("#state-closed")
    assert permit["adms:status"] in {f"{SITE}/catalogue/{each}" for each in nodes(document, "skos:Concept")}


def test_what_is_not_translated_is_not_passed_off_as_it(changed):
    birth = nodes(fetched(changed, ALL), "cpsv:PublicService")["services/birth-certificate"]

    assert set(birth["dct:title"]) == LANGUAGES - {"fr"}
    assert not any(each.endswith("/language/FRA") for each in birth["dct:language"])


@pytest.mark.parametrize(
    ("working", "calendar"), [(None, ""), (1, "P3D"), (5, "P7D"), (6, "P10D"), (10, "P14D")]
)
def test_working_days_are_told_as_the_most_days_that_they_can_be(working, calendar):
    assert longest(working) == calendar
