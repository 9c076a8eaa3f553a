"""Where what the kiosk says comes from: read out ahead, recorded by a person, or made when it is wanted."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from channels.app import create_app
from channels.kiosk.aloud import prepared_in
from channels.kiosk.prepared import Spoken
from channels.kiosk.speech import Voice
from channels.kiosk.spelling import as_asked, as_spoken
from channels.settings import read_settings
from channels.voicing import script_of
from tests.conftest import ROOT
from tests.kiosk_ui.conftest import MORNING, Pressing, Touching
from tests.kiosk_ui.test_speech import answer, reads_aloud
from tests.serving import served
from tests.voice import NO_VOICE, needs_voice

SPELLED = """async texts => {
    const { asSpoken } = await import("/kiosk/ui/screen/spelling.js");
    return texts.map(asSpoken);
}"""
SAID = """async parts => {
    const { createVoice } = await import("/kiosk/ui/screen/voice.js");
    const kinds = [];
    const door = { speech: async (language, text) => {
        const headers = { "X-Kiosk-Session": "new", "Content-Type": "application/json" };
        const reply = await fetch("speech", { method: "POST", headers, body: JSON.stringify({ language, text }) });
        const sound = await reply.blob();
        kinds.push(sound.type);
        return sound;
    } };
    const begun = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
        this.addEventListener("error", () => begun.push("cannot be played"), { once: true });
        this.addEventListener("ended", () => begun.push("ended"), { once: true });
        return play.call(this);
    };
    const voice = createVoice({ voices: ["en"], door });
    await voice.say({ words: parts.join(" "), parts, language: "en" }, { rate: 2.5, volume: 0.2 });
    await new Promise((go) => setTimeout(go));
    return [kinds, begun];
}"""
ANSWERED = re.compile(r"Kerkstraat|\d")
"""What only a person, or the day, could tell the kiosk."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One where a person has lent their voice for one word."""
    config = Path(shutil.copytree(ROOT / "config", tmp_path_factory.mktemp("config") / "config"))
    folder = config / "recordings" / "en"
    folder.mkdir(parents=True)
    (folder / "recordings.csv").write_text("words,file\nBack,back.wav\n", "utf-8")
    (folder / "back.wav").write_bytes(b"RIFF" if NO_VOICE else Voice(frozenset).say("en", "Back"))
    settings = read_settings(
        {"NOWRONGDOOR_CONFIG": str(config)}, data=tmp_path_factory.mktemp("town"), demo=True
    )
    app = create_app(settings, clock=lambda: MORNING)
    yield app
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture(scope="module")
def address(town: Flask) -> Iterator[str]:
    with served(town, "localhost") as site:
        yield f"{site}/kiosk/"


@pytest.fixture(scope="module")
def script(town: Flask) -> dict[Spoken, str]:
    site = town.extensions["nowrongdoor"]
    return script_of(site.core, site.settings)


def test_the_screen_spells_every_sentence_as_it_is_read_out_ahead(
    opened: Page, script: dict[Spoken, str]
) -> None:
    shown = [
        *script.values(),
        "AB-12 and 050 00 00 10",
        "€ 30.00 · 12 345",
        "+32 470 12 34 56",
        "K7QF-2M9X-V",
    ]
    assert opened.evaluate(SPELLED, shown) == [as_spoken(each) for each in shown]


@needs_voice
@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_that_is_said_was_read_out_ahead_but_for_numbers_and_answers(
    person: Touching, keys: Pressing, script: dict[Spoken, str], language: str
) -> None:
    asked: list[dict[str, str]] = []
    page = person.page
    page.on(
        "request",
        lambda sent: asked.append(json.loads(sent.post_data)) if sent.url.endswith("speech") else None,
    )
    person.greet(language)
    reads_aloud(person)
    page.locator(".tile").first.tap()
    person.go_on()
    while page.locator("#question").count():
        answer(person)
        for control in page.locator(".choice input, #bar button").all():
            control.focus()
    person.go_on()
    expect(page.locator(".receipt")).to_be_visible()
    said = {(each["language"], as_asked(each["text"])) for each in asked}
    unknown = [each for each in said if each not in script and not ANSWERED.search(each[1])]
    assert unknown == []
    assert len(said & script.keys()) >= 25


def test_a_recording_and_what_was_read_out_ahead_are_played_after_one_another(
    sound: None, opened: Page, town: Flask
) -> None:
    prepared = prepared_in(town.extensions["nowrongdoor"].settings)
    spoken = ("en", "Continue")
    prepared.missing(frozenset({spoken}), "a voice")
    prepared.put(spoken, Voice(frozenset).say(*spoken))
    kinds, begun = opened.evaluate(SAID, ["Back:", ", Continue", "...", "Kerkstraat 12"])
    assert (kinds, begun) == (["audio/wav"] * 3, ["ended"] * 3)


@needs_voice
def test_a_voice_that_no_listener_has_approved_says_so_on_the_help_sheet(person: Touching) -> None:
    person.greet()
    person.tap(person.page.locator(".head-help"))
    expect(person.page.get_by_text("No listener has checked this voice yet.")).to_be_visible()
