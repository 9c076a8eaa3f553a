"""The hub's addresses: who has no key learns nothing, who writes nonsense is told so, and nothing falls over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from channels.app import create_app
from channels.hub.link import Hub, KeyRefused
from channels.settings import read_settings
from service.bundles import opened
from service.messages import HubAway
from service.outposts import Outposts
from tests.serving import served

VERBS = (
    "parcels",
    "offer",
    "save",
    "waiting",
    "lend",
    "lend_back",
    "lent",
    "definition",
    "track",
    "follow_up",
    "withdraw",
    "other_times",
    "move_appointment",
    "cancel_appointment",
    "confirm_appointment",
    "references",
    "beat",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A hub that all of these tests ask: none of them changes anything that another one looks at."""
    settings = read_settings({}, data=tmp_path_factory.mktemp("hub"), demo=True)
    app = create_app(settings)
    yield app
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture
def outposts(site: Flask) -> Outposts:
    outposts: Outposts = site.extensions["nowrongdoor"].core.operations.outposts
    return outposts


@pytest.fixture
def key(outposts: Outposts) -> str:
    """Of an outpost of this test's own."""
    return outposts.enrol(f"hall-{len(outposts.all())}")


def shown(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("key_shown", ["", "nobody's", "a b", "é"])
def test_without_a_key_every_verb_is_answered_403(client, key, verb, key_shown):
    headers = shown(key_shown) if key_shown else {}
    assert client.post(f"/hub/{verb}", data=b"{}", headers=headers).status_code == 403
    assert client.get("/hub/bundle", headers=headers).status_code == 403


def test_a_revoked_key_is_answered_403_from_then_on(client, key, outposts):
    assert client.get("/hub/bundle", headers=shown(key)).status_code == 200
    outposts.revoke(outposts.known(key).name)
    assert client.get("/hub/bundle", headers=shown(key)).status_code == 403


@pytest.mark.parametrize("verb", [each for each in VERBS if each not in ("references", "parcels")])
@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b"\xff", b"{}", b'{"draft": 1, "code": []}', b"[" * 100_000]
)
def test_nonsense_is_answered_400(client, key, verb, body):
    assert client.post(f"/hub/{verb}", data=body, headers=shown(key)).status_code == 400


def test_a_parcel_that_is_none_is_refused_by_itself(client, key):
    reply = client.post("/hub/parcels", data=b'{}\n{"x": 1}\nnonsense', headers=shown(key))
    assert reply.status_code == 200
    assert all("not a parcel" in each for each in reply.json)
    assert len(reply.json) == 2


def test_a_draft_that_cannot_be_taken_in_is_answered_409(client, key):
    given = b'{"language": "en", "source": "", "contact": null, "second": "1234"}\n{"x": 1}'
    assert client.post("/hub/offer", data=given, headers=shown(key)).status_code == 409


def test_the_bundle_is_signed_for_whoever_fetches_it_and_not_sent_twice(client, key, outposts):
    reply = client.get("/hub/bundle", headers=shown(key))
    bundle = opened(reply.data, reply.headers["X-Signature"], key)
    assert bundle.version == reply.headers["X-Bundle"]
    assert bundle.site == {
        "url": "http://localhost:8000",
        "number": "+32460000000",
        "demo": True,
        "carried": ["mailto", "tel"],
    }
    assert "services/street-problem/service.yaml" in bundle.files
    again = client.get("/hub/bundle", headers={**shown(key), "If-None-Match": bundle.version})
    assert again.status_code == 304
    assert again.data == b""
    other = outposts.enrol("other")
    assert (
        client.get("/hub/bundle", headers=shown(other)).headers["X-Signature"] != reply.headers["X-Signature"]
    )


def test_guessing_is_bounded_for_each_outpost(client, key):
    given = b'{"language": "en", "source": "10.0.0.9", "code": "ZZZZ-ZZZZ"}'
    answered = [client.post("/hub/waiting", data=given, headers=shown(key)).status_code for _ in range(12)]
    assert answered[0] == 200
    assert answered[-1] == 429


# --- the outpost's side -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["http://town.example", "ftp://town.example", "town.example", "https://", ""])
def test_the_key_travels_only_where_nobody_reads_it(url):
    with pytest.raises(ValueError, match=r"https|address"):
        Hub(url, "key")


def test_a_hub_that_is_not_there_is_away(site):
    with served(site) as url:
        pass
    with pytest.raises(HubAway):
        Hub(url, "key").promised()


def test_a_hub_that_does_not_know_the_key_is_told_apart(site):
    with served(site) as url, pytest.raises(KeyRefused):
        Hub(url, "key").promised()


@pytest.mark.parametrize("answer", [b"nonsense", b"{}", b'{"files": 1}', b"[1]"])
def test_an_answer_that_nobody_understands_is_no_answer(answer):
    stranger = Flask("stranger")
    stranger.add_url_rule("/hub/<verb>", "verb", lambda verb: (answer, 200), methods=["GET", "POST"])
    with served(stranger) as url:
        link = Hub(url, "key")
        for ask in (link.promised, lambda: link.take_in([b"{}"])):
            with pytest.raises(HubAway):
                ask()


@pytest.mark.parametrize("status", [301, 302, 400, 404, 500, 502, 503])
def test_a_hub_in_trouble_is_away_and_the_key_follows_no_redirect(status):
    asked = []
    stranger = Flask("stranger")

    def verb(verb: str) -> tuple[str, int, dict[str, str]]:
        asked.append(verb)
        return "", status, {"Location": "/hub/elsewhere"}

    stranger.add_url_rule("/hub/<verb>", "verb", verb, methods=["GET", "POST"])
    with served(stranger) as url, pytest.raises(HubAway):
        Hub(url, "key").promised()
    assert asked == ["references"]
