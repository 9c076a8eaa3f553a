"""The site as a whole: what holds for every answer, at whatever door."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from channels.app import HEADERS, create_app
from channels.settings import Settings, TwilioSettings
from tests.conftest import ROOT, Born, SettableClock
from tests.doors.page import Page

Opened = Callable[..., Flask]


@pytest.fixture
def opened(copied: Born, clock: SettableClock) -> Iterator[Opened]:
    """Opens the demo town with other settings."""
    sites: list[Flask] = []
    usual = Settings(
        data=copied.data,
        config=ROOT / "config",
        demo=True,
        database_url=copied.database_url,
        public_url="http://localhost:8000",
        secret_key="",
        twilio=TwilioSettings(number="+32460000000"),
    )

    def open_with(**changes: object) -> Flask:
        sites.append(create_app(replace(usual, **changes), clock))  # type: ignore[arg-type]
        return sites[-1]

    yield open_with
    for site in sites:
        site.extensions["nowrongdoor"].core.close()


# --- headers --------------------------------------------------------------------------------------------------

ANSWERS = [
    ("GET", "/", 303),
    ("GET", "/en/", 200),
    ("GET", "/health", 200),
    ("GET", "/look/look.css", 200),
    ("GET", "/kiosk/", 200),
    ("GET", "/phone", 200),
    ("GET", "/bench", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/en/nowhere/", 404),
    ("GET", "/sms", 405),
    ("POST", "/sms", 403),
    ("POST", "/phone", 400),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_security_headers(app: Flask, method: str, path: str, status: int) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers
    answer.close()


def test_behind_tls_browsers_are_told_to_stay_there_and_cookies_never_leave_it(opened: Opened) -> None:
    client = opened(public_url="https://town.example").test_client()
    answer = client.get("/en/street-problem", base_url="https://town.example", follow_redirects=True)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    (session,) = [each for each in answer.headers.getlist("Set-Cookie") if "session=" in each]
    assert session.startswith("__Host-session=")
    assert "Path=/" in session
    assert "Domain=" not in session


def test_forms_work_behind_tls_although_our_pages_send_no_referrer(opened: Opened) -> None:
    client, base = opened(public_url="https://town.example").test_client(), "https://town.example"
    start = client.get("/en/street-problem/", base_url=base)
    form = next(form for form in Page(start.text).forms if "csrf_token" in form.hidden)
    begun = client.post(form.action or start.request.path, data=form.hidden, base_url=base)
    assert begun.status_code == 303


def test_what_never_changes_is_kept_by_browsers_and_pages_with_answers_are_not(app: Flask) -> None:
    style, page = app.test_client().get("/look/look.css"), app.test_client().get("/en/")
    assert "max-age" in style.headers["Cache-Control"]
    assert "max-age" not in page.headers.get("Cache-Control", "")
    style.close()


# --- health ---------------------------------------------------------------------------------------------------


def test_a_town_that_can_serve_is_healthy(app: Flask) -> None:
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "reasons": []})


def test_a_town_without_services_says_so(opened: Opened, tmp_path: Path) -> None:
    empty = tmp_path / "config"
    empty.mkdir()
    (empty / "town.toml").write_bytes((ROOT / "config" / "town.toml").read_bytes())
    (empty / "registers").symlink_to(ROOT / "config" / "registers")
    answer = opened(config=empty).test_client().get("/health")
    assert (answer.status_code, answer.json) == (
        503,
        {"ready": False, "reasons": ["no service is published"]},
    )


# --- demo and real --------------------------------------------------------------------------------------------


def test_with_a_carriers_account_there_is_no_telephone(opened: Opened) -> None:
    account = TwilioSettings(account="AC1", tokens=("secret",), number="+32460000000")
    assert opened(twilio=account).test_client().get("/phone").status_code == 404


def test_outside_a_demo_there_is_no_telephone(opened: Opened, tmp_path: Path) -> None:
    real = {"data": tmp_path / "real", "database_url": f"sqlite:///{tmp_path}/real/town.db", "demo": False}
    site = opened(twilio=TwilioSettings(tokens=("secret",)), **real)
    assert site.test_client().get("/phone").status_code == 404
    assert [door.name for door in site.extensions["nowrongdoor"].doors] == [
        "web",
        "sms",
        "whatsapp",
        "kiosk",
        "console",
        "counter",
    ]


REAL = """
import sys
from pathlib import Path
from channels.app import create_app
from channels.settings import read_settings
create_app(read_settings({"TWILIO_AUTH_TOKEN": "secret"}, data=Path(sys.argv[1])))
print([name for name in sys.modules if name.startswith("channels.demo")])
"""


def test_nothing_of_the_demo_is_even_loaded_in_a_real_town(tmp_path: Path) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", REAL, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "[]\n"


def test_a_request_that_is_too_large_is_refused_before_it_is_read(opened: Opened) -> None:
    client = opened(largest_request=1000).test_client()
    assert client.post("/sms", data={"Body": "x" * 2000}).status_code == 413
