"""What a monitoring system reads: nothing without the token, and nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from channels.app import create_app
from channels.metrics import exposed
from service.assembly import Core
from service.messages import Reply, Visitor
from service.operations import Measure
from tests.conftest import SettableClock

TOKEN = "a token drawn at random"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
LINE = re.compile(r'nowrongdoor_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')


@pytest.fixture
def watched(app: Flask, clock: SettableClock) -> Iterator[Flask]:
    site = app.extensions["nowrongdoor"]
    made = create_app(replace(site.settings, metrics_token=TOKEN), clock)
    yield made
    made.extensions["nowrongdoor"].core.close()


def read(client: FlaskClient) -> dict[str, float]:
    answer = client.get("/metrics", headers=SHOWN)
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_without_a_token_in_the_settings_there_is_no_such_address(app: Flask) -> None:
    assert app.test_client().get("/metrics", headers=SHOWN).status_code == 404


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_whoever_does_not_show_it_reads_nothing(watched: Flask, shown: dict[str, str]) -> None:
    refused = watched.test_client().get("/metrics", headers=shown)
    assert refused.status_code == 401
    assert "nowrongdoor_" not in refused.text


def test_it_tells_how_the_town_stands_and_nothing_that_anybody_said(
    watched: Flask, clock: SettableClock, visitor: Callable[..., Visitor]
) -> None:
    core: Core = watched.extensions["nowrongdoor"].core
    client, line = watched.test_client(), visitor("tel:+32470987654")
    for number, words in enumerate(
        ("street", "no", "other", "Quetzalcoatl", "Academiestraat 7", "skip", "0")
    ):
        core.front_office.hear(Reply(words, f"SM{number}"), line)
    core.front_office.begin("street-problem", visitor())
    core.hub.outposts.enrol("town-hall")
    assert client.get("/en/").status_code == 200
    client.get("/en/Quetzalcoatl")
    clock.pass_(timedelta(minutes=9))
    told = read(client)
    assert told['nowrongdoor_drafts{state="open"}'] == 1
    assert told['nowrongdoor_cases_open{service="street-problem"}'] == 1
    assert told['nowrongdoor_outpost_silent_seconds{outpost="town-hall"}'] == 540
    assert told["nowrongdoor_read_only"] == 0
    assert told['nowrongdoor_requests_total{door="web",status="2xx"}'] == 1
    assert "nowrongdoor_last_backup_timestamp_seconds" not in told
    text = client.get("/metrics", headers=SHOWN).text
    for canary in ("Quetzalcoatl", "Academiestraat", "987654", "SM1"):
        assert canary not in text


def test_a_backup_and_a_notice_that_waits_are_told_of(
    watched: Flask, clock: SettableClock, visitor: Callable[..., Visitor]
) -> None:
    core: Core = watched.extensions["nowrongdoor"].core
    pages = visitor()
    turn = core.front_office.begin("street-problem", pages)
    assert core.front_office.save(turn.draft or "", "0470 98 76 54", "0470 98 76 54", pages)
    core.operations.measures.note_backup(clock())
    made = clock().timestamp()
    clock.pass_(timedelta(minutes=5))
    told = read(watched.test_client())
    assert told["nowrongdoor_last_backup_timestamp_seconds"] == made
    assert told['nowrongdoor_notices{state="waiting"}'] == 1
    assert told["nowrongdoor_oldest_notice_overdue_seconds"] == 300


def test_a_name_cannot_break_out_of_its_line() -> None:
    assert exposed([Measure("x", "X.", {'a"\\\nb': 1.0}, "of")])[-1] == 'nowrongdoor_x{of="a\\"\\\\\\nb"} 1'
