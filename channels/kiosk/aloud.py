"""What the kiosk reads aloud: words in the body of a request, a sound in the answer. Nothing of it is logged."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from channels.kiosk.entrance import sent
from channels.kiosk.person import Kiosk
from channels.kiosk.speech import LONGEST, Voice
from channels.kiosk.wire import NotUnderstood, read_text
from channels.kiosk.words import words


def add_speech(blueprint: Blueprint, kiosk: Kiosk) -> Voice:
    """The address that speaks, and the voice with which it does."""
    voice = Voice(lambda: {(code, said) for code in kiosk.languages for said in words_in(code).values()})

    @blueprint.post("/speech")
    def speech() -> ResponseReturnValue:
        """Words come in a body, never in an address: they may be somebody's answer."""
        body = sent()
        language, said = read_text(body, "language"), read_text(body, "text")
        if not said or len(said) > LONGEST or language not in kiosk.languages:
            raise NotUnderstood("at most a paragraph, in a language of the town")
        return Response(voice.say(language, said), mimetype="audio/wav")

    return voice


def words_in(code: str) -> dict[str, str]:
    """The screen's own words in one language."""
    with force_locale(code):
        return words()
