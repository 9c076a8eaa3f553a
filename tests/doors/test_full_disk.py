"""The disk fills while people are in the middle: a calm sentence, a true status, and nothing lost."""

from __future__ import annotations

import resource
from pathlib import Path

import requests
from twilio.request_validator import RequestValidator

from tests.doors.served import TOKEN, Served


def texted(served: Served, words: str, name: str) -> requests.Response:
    form = {"MessageSid": name, "From": "+32470000077", "To": "+32460000000", "Body": words, "NumMedia": "0"}
    url = f"{served.settings().public_url}/sms"
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    return requests.post(
        f"{served.address}/sms", data=form, headers={"X-Twilio-Signature": signature}, timeout=30
    )


def full(served: Served, is_full: bool) -> None:
    """No file of the server may grow any more, as on a disk without room; or again it may."""
    assert served._process is not None
    size = 0 if is_full else resource.RLIM_INFINITY
    workers = Path(f"/proc/{served._process.pid}/task/{served._process.pid}/children").read_text().split()
    assert workers
    for worker in workers:
        resource.prlimit(int(worker), resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_while_the_disk_is_full_people_are_asked_to_come_back_and_nothing_is_lost(tmp_path: Path) -> None:
    served = Served(tmp_path / "data")
    served.start()
    try:
        served.wait()
        assert "danger" in texted(served, "FIX", "SM1").text
        assert "What is the problem" in texted(served, "no", "SM2").text
        full(served, True)
        refused = texted(served, "light", "SM3")
        assert refused.status_code == 200
        assert refused.headers["Content-Type"].startswith("text/xml")
        assert "Your earlier answers are safe" in refused.text
        assert requests.get(f"{served.address}/en/", timeout=30).status_code == 200
        kiosk = requests.post(
            f"{served.address}/kiosk/begin",
            json={"service": "street-problem", "language": "en"},
            headers={"X-Kiosk-Session": "new"},
            timeout=30,
        )
        assert kiosk.status_code == 503
        assert int(kiosk.headers["Retry-After"]) > 0
        full(served, False)
        assert "lamp post" in texted(served, "light", "SM3").text
        assert "Where is it" in texted(served, "B1234", "SM4").text
    finally:
        served.kill()
