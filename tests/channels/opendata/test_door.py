"""The addresses: what is answered to whom."""

from __future__ import annotations

import pytest

from tests.channels.opendata.conftest import SITE, fetched

ADDRESSES = (
    "/catalogue/services.jsonld",
    "/catalogue/services/parking-permit.jsonld",
    "/catalogue/catalogue.jsonld",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_it_already_is_told_so(address, site):
    first = site.get(address)
    again = site.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert site.get(address).headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_anybody_may_read_it_and_nobody_is_remembered(address, site):
    answer = site.get(address)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    assert site.post(address).status_code in (400, 405)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_name_is_whole_and_stays_the_same_in_every_document(address, site):
    for each in fetched(site, address)["@graph"]:
        assert each["@id"].startswith(("http://", "https://"))
        assert "localhost" not in each["@id"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "There is no such service."), ("nl-BE", "Die dienst bestaat niet."), ("de", "There is")],
)
@pytest.mark.parametrize("address", ["/catalogue/services/flying.jsonld", "/catalogue/services/flying"])
def test_an_unknown_service_is_answered_with_a_sentence(address, language, said, site):
    answer = site.get(address, headers={"Accept-Language": language})

    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert answer.text.startswith(said)
    assert f"{SITE}/catalogue/services.jsonld" in answer.text


@pytest.mark.parametrize(
    ("accepted", "leads_to"),
    [
        ("application/ld+json", "/catalogue/services/parking-permit.jsonld"),
        ("*/*", "/catalogue/services/parking-permit.jsonld"),
        ("text/turtle", "/catalogue/services/parking-permit.jsonld"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/fr/parking-permit/"),
    ],
)
def test_the_name_of_a_service_leads_programs_to_its_description_and_people_to_its_page(
    accepted, leads_to, site
):
    answer = site.get(
        "/catalogue/services/parking-permit", headers={"Accept": accepted, "Accept-Language": "fr"}
    )

    assert (answer.status_code, answer.location) == (303, leads_to)
    assert site.get(leads_to).status_code == 200


@pytest.mark.parametrize(("wanted", "given"), [("ar", "ar"), ("de", "en"), ("", "en")])
def test_the_bare_address_leads_to_the_page_in_a_language_of_the_town(wanted, given, site):
    answer = site.get("/catalogue", headers={"Accept-Language": wanted})

    assert (answer.status_code, answer.location) == (303, f"/{given}/catalogue")
