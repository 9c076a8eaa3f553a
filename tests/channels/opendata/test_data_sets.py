"""Which data sets there are: DCAT-AP 3.0."""

from __future__ import annotations

import copy

import pytest

from tests.channels.opendata.conftest import SITE, complaints, fetched, nodes

CATALOGUE = "/catalogue/catalogue.jsonld"
KINDS = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher", "dcat:dataset"),
    "dcat:Dataset": ("dct:title", "dct:description", "dcat:distribution"),
    "dcat:Distribution": ("dcat:accessURL",),
    "foaf:Agent": ("foaf:name",),
}


def test_the_catalogue_is_as_the_profile_wants_it(site):
    document = fetched(site, CATALOGUE)

    assert complaints(document) == []
    assert list(nodes(document, "dcat:Catalog")) == ["catalogue.jsonld#catalogue"]


@pytest.mark.parametrize(("kind", "said"), [(kind, each) for kind, all_ in KINDS.items() for each in all_])
def test_the_shapes_find_what_is_missing(kind, said, site):
    document = copy.deepcopy(fetched(site, CATALOGUE))
    for each in nodes(document, kind).values():
        del each[said]

    assert complaints(document)


def test_what_it_names_is_there_in_the_form_that_it_says(site):
    files = nodes(fetched(site, CATALOGUE), "dcat:Distribution")

    assert files
    for each in files.values():
        answer = site.get(each["dcat:downloadURL"].removeprefix(SITE))
        assert (answer.status_code, each["dcat:mediaType"].endswith(f"/{answer.mimetype}")) == (200, True)


def test_it_says_by_whom_and_on_what_terms_in_four_languages(site):
    document = fetched(site, CATALOGUE)
    catalogue = nodes(document, "dcat:Catalog")["catalogue.jsonld#catalogue"]
    data = nodes(document, "dcat:Dataset")["catalogue.jsonld#services"]

    assert catalogue["dct:license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert nodes(document, "vcard:Kind")["catalogue.jsonld#contact"]["vcard:hasEmail"].startswith(
        "mailto:open-data@"
    )
    assert data["dct:accrualPeriodicity"].endswith("/frequency/UPDATE_CONT")
    assert set(data["dct:title"]) == set(catalogue["dct:description"]) == {"en", "fr", "nl", "ar"}


def test_a_demo_says_that_it_is_one_and_a_town_for_real_does_not(site, changed):
    for client, said in ((site, True), (changed, False)):
        for address in (CATALOGUE, "/catalogue/services.jsonld"):
            document = fetched(client, address)
            described = nodes(document, "dcat:Dataset") | nodes(document, "dcat:Catalog")
            for each in described.values():
                assert (
                    each["dct:description"]["en"].startswith("Fictional town. All data is invented.") is said
                )
                assert ("مدينة خيالية" in each["dct:description"]["ar"]) is said


def test_a_town_that_has_chosen_no_licence_claims_none(changed):
    document = fetched(changed, CATALOGUE)

    assert complaints(document) == []
    assert "dct:license" not in nodes(document, "dcat:Catalog")["catalogue.jsonld#catalogue"]
    assert not nodes(document, "dct:LicenseDocument")
