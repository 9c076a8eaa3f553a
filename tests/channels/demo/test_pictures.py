"""A picture sent from the telephone: the text door fetches it from the loopback as it would from the carrier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from channels.app import create_app
from channels.demo.threads import LARGEST_PICTURE
from channels.settings import Settings, TwilioSettings
from tests.browser import PATIENCE, found_by_axe
from tests.commands import a_free_port
from tests.conftest import ROOT, Born, SettableClock
from tests.serving import served

TO_THE_PHOTO = ("FIX", "no", "hole", "small", "Kerkstraat 12")


@pytest.fixture
def carrying(copied: Born, clock: SettableClock) -> Iterator[Flask]:
    """A town whose number carries pictures; its public address is where it is served."""
    settings = Settings(
        data=copied.data,
        config=ROOT / "config",
        demo=True,
        database_url=copied.database_url,
        public_url=f"http://localhost:{a_free_port()}",
        secret_key="",
        twilio=TwilioSettings(number="+32460000000", carries_media=True),
    )
    app = create_app(settings, clock)
    yield app
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture
def address(carrying: Flask) -> Iterator[str]:
    public = carrying.extensions["nowrongdoor"].settings.public_url
    with served(carrying, "localhost", int(public.rpartition(":")[2])) as address:
        yield address


@pytest.fixture
def client(carrying: Flask, address: str) -> FlaskClient:
    return carrying.test_client()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (900, 600), "#7C8490").save(made, "JPEG")
    return made.getvalue()


def send(
    client: FlaskClient,
    words: str = "",
    picture: bytes = b"",
    name: str = "hole.jpg",
    type_: str = "image/jpeg",
) -> str:
    """From the page as it is, without a script; the page afterwards."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/phone").text)
    assert token is not None
    form = {
        "csrf_token": token[1],
        "words": words,
        "picture": (BytesIO(picture), name if picture else "", type_),
    }
    return client.post("/phone", data=form, follow_redirects=True).text


def walk_to_the_photo(client: FlaskClient) -> None:
    for words in TO_THE_PHOTO:
        page = send(client, words)
    assert "Do you have a photo of it?" in page


def test_a_picture_becomes_the_answer_by_way_of_the_doors_own_download(
    client: FlaskClient, photo: bytes
) -> None:
    walk_to_the_photo(client)
    page = send(client, picture=photo)
    assert "Do you have a photo of it? Photo," in page
    assert "1 picture" in page
    (shown,) = re.findall(r'<img src="(/phone/pictures/\w+)"', page)
    assert client.get(shown).data == photo


def test_the_carriers_copy_is_only_for_who_knows_the_token(
    carrying: Flask, client: FlaskClient, address: str, photo: bytes
) -> None:
    (name,) = re.findall(r'/phone/pictures/(\w+)"', send(client, picture=photo))
    twilio = carrying.extensions["nowrongdoor"].settings.twilio
    kept = f"{twilio.api}/2010-04-01/Accounts/AC0/Messages/MM0/Media/{name}"
    assert kept.startswith(f"{address}/phone/carrier/")
    for credentials in (None, ("", "x"), ("AC0", twilio.tokens[0]), ("", "\u00e9")):
        assert requests.get(kept, auth=credentials, timeout=5).status_code == 401, credentials
    assert requests.get(kept, auth=("", twilio.tokens[0]), timeout=5).content == photo
    assert requests.get(f"{kept}0", auth=("", twilio.tokens[0]), timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("picture", "type_", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "no picture that a phone can send"),
        (b"%PDF-1.4", "application/pdf", "no picture that a phone can send"),
        (b"x" * (LARGEST_PICTURE + 1), "image/jpeg", "up to 5 MB"),
    ],
    ids=["drawing", "document", "large"],
)
def test_what_a_phone_cannot_send_is_not_sent(
    client: FlaskClient, picture: bytes, type_: str, words: str
) -> None:
    page = send(client, "look", picture, "x", type_)
    assert words in page
    assert "bubble-lost" in page
    assert "0 parts out" in page


def test_bytes_that_are_no_picture_are_the_towns_to_refuse(client: FlaskClient) -> None:
    walk_to_the_photo(client)
    assert "photo" in send(client, picture=b"not at all")


def test_a_number_without_pictures_has_no_button_and_takes_none(app: Flask, photo: bytes) -> None:
    client = app.test_client()
    assert 'type="file"' not in client.get("/phone").text
    page = send(client, "FIX", photo)
    assert "/phone/pictures/" not in page
    assert "Is anyone in danger" in page


def test_a_picture_is_seen_before_it_is_sent_and_may_be_taken_away(
    page: Page, address: str, photo: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "hole.jpg"
    file.write_bytes(photo)
    page.goto(f"{address}/phone?phone=4&compact=1")
    page.get_by_label("Attach a picture").set_input_files(file)
    expect(page.get_by_alt_text("The picture to send")).to_be_visible()
    assert not found_by_axe(page)
    page.get_by_role("button", name="Remove the picture").click()
    expect(page.get_by_alt_text("The picture to send")).to_be_hidden()

    page.get_by_label("Attach a picture").set_input_files(file)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_alt_text("The picture you sent")).to_be_visible()
    expect(page.get_by_alt_text("The picture to send")).to_be_hidden()
    assert page.get_by_alt_text("The picture you sent").evaluate("image => image.naturalWidth") == 900
    assert not found_by_axe(page)


def test_a_picture_that_is_too_large_is_refused_before_it_travels(
    page: Page, address: str, tmp_path: Path
) -> None:
    file = tmp_path / "large.jpg"
    file.write_bytes(b"x" * (LARGEST_PICTURE + 1))
    page.goto(f"{address}/phone")
    page.get_by_label("Attach a picture").set_input_files(file)
    assert page.get_by_label("Attach a picture").input_value() == ""
    expect(page.get_by_alt_text("The picture to send")).to_be_hidden()
