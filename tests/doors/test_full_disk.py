"""The disk fills while people are in the middle: a calm sentence, a true status, and nothing lost."""

from __future__ import annotations

import re
import time
from pathlib import Path

import requests
from twilio.request_validator import RequestValidator

from tests.doors.served import PATIENCE, TOKEN, Served
from tests.processes import fill_disk


def texted(served: Served, words: str, name: str) -> requests.Response:
    form = {"MessageSid": name, "From": "+32470000077", "To": "+32460000000", "Body": words, "NumMedia": "0"}
    url = f"{served.settings().public_url}/sms"
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    return requests.post(
        f"{served.address}/sms", data=form, headers={"X-Twilio-Signature": signature}, timeout=30
    )


def begun_on_the_web(served: Served) -> requests.Response:
    person = requests.Session()
    start = f"{served.address}/en/street-problem"
    shown = person.get(start, timeout=30).text
    action = re.search(r'class="buttons" method="post" action="([^"]+)"', shown)
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert action is not None
    assert token is not None
    return person.post(f"{served.address}{action[1]}", data={"csrf_token": token[1]}, timeout=30)


def until_ready(served: Served) -> None:
    """It finds out by itself that there is room again: nobody has to try."""
    until = time.monotonic() + PATIENCE
    while requests.get(f"{served.address}/health", timeout=30).status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_while_the_disk_is_full_people_are_asked_to_come_back_and_nothing_is_lost(tmp_path: Path) -> None:
    served = Served(tmp_path / "data")
    served.start()
    try:
        served.wait()
        assert "danger" in texted(served, "FIX", "SM1").text
        assert "What is the problem" in texted(served, "no", "SM2").text
        assert served._process is not None
        fill_disk(served._process)
        refused = texted(served, "light", "SM3")
        assert refused.status_code == 200
        assert refused.headers["Content-Type"].startswith("text/xml")
        assert "Your earlier answers are safe" in refused.text
        assert "take in nothing new" in refused.text
        assert requests.get(f"{served.address}/en/", timeout=30).status_code == 200
        health = requests.get(f"{served.address}/health", timeout=30)
        assert health.status_code == 503
        assert any("finds no room to write" in each for each in health.json()["reasons"])
        kiosk = requests.post(
            f"{served.address}/kiosk/begin",
            json={"service": "street-problem", "language": "en"},
            headers={"X-Kiosk-Session": "new"},
            timeout=30,
        )
        assert kiosk.status_code == 503
        assert int(kiosk.headers["Retry-After"]) > 0
        assert "What you typed stays on this screen" in kiosk.json()["error"]["words"]
        page = begun_on_the_web(served)
        assert page.status_code == 503
        assert "go back to it to keep your words" in page.text
        fill_disk(served._process, full=False)
        until_ready(served)
        assert "lamp post" in texted(served, "light", "SM3").text
        assert "Where is it" in texted(served, "B1234", "SM4").text
    finally:
        served.kill()
