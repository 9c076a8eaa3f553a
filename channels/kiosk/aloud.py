"""What the kiosk reads aloud: words in the body of a request, a sound in the answer. Nothing of it is logged.

A person's recording comes first, then what was read out ahead, then the voice of this machine, which says what nobody
could know before: names, numbers, answers. Asking for a sound writes nothing anywhere.
"""

from __future__ import annotations

import gzip
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from channels.kiosk.entrance import sent
from channels.kiosk.person import Kiosk
from channels.kiosk.prepared import Prepared
from channels.kiosk.recordings import Recordings, read_recordings
from channels.kiosk.speech import LONGEST, Voice
from channels.kiosk.spelling import as_asked
from channels.kiosk.wire import NotUnderstood, read_text
from channels.kiosk.words import words
from channels.settings import Settings

WAV = "audio/wav"


@dataclass(frozen=True)
class Reader:
    """All that can read out in this place."""

    recordings: Recordings
    prepared: Prepared
    voice: Voice

    def sound(self, language: str, said: str) -> Response:
        """Raises NoVoice."""
        spoken = (language, as_asked(said))
        recording = self.recordings.by_words.get(spoken)
        if recording is not None:
            with suppress(OSError):  # whoever takes a file away meanwhile takes no sentence from anybody
                return Response(recording.file.read_bytes(), mimetype=recording.kind)
        prepared = self.prepared.found(*spoken)
        if prepared is None:
            return Response(self.voice.say(language, said), mimetype=WAV)
        if not request.accept_encodings.quality("gzip"):
            return Response(gzip.decompress(prepared), mimetype=WAV)
        return Response(prepared, mimetype=WAV, headers={"Content-Encoding": "gzip"})


def prepared_in(settings: Settings) -> Prepared:
    """Where this installation keeps what was read out ahead."""
    return Prepared(settings.data / "speech")


def recordings_of(settings: Settings) -> Recordings:
    return read_recordings(settings.config / "recordings")


def add_speech(blueprint: Blueprint, kiosk: Kiosk) -> Reader:
    """The address that reads out, and who does it."""
    voice = Voice(lambda: {(code, said) for code in kiosk.languages for said in words_in(code).values()})
    reader = Reader(recordings_of(kiosk.settings), prepared_in(kiosk.settings), voice)

    @blueprint.post("/speech")
    def speech() -> ResponseReturnValue:
        """Words come in a body, never in an address: they may be somebody's answer."""
        body = sent()
        language, said = read_text(body, "language"), read_text(body, "text")
        if not said or len(said) > LONGEST or language not in kiosk.languages:
            raise NotUnderstood("at most a paragraph, in a language of the town")
        return reader.sound(language, said)

    return reader


def words_in(code: str) -> dict[str, str]:
    """The screen's own words in one language."""
    with force_locale(code):
        return words()
