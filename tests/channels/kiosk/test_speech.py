"""What the kiosk says as sound, and what is never kept of it."""

import io
import wave
from pathlib import Path

import pytest

from channels.kiosk.speech import LONGEST, NoVoice, Voice
from tests.voice import needs_voice


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as file:
        return file.getnframes() / file.getframerate()


@pytest.fixture
def counted(tmp_path: Path) -> tuple[str, Path]:
    """A program that stands in for the voice, and the file in which each call of it leaves a line."""
    calls = tmp_path / "calls"
    program = tmp_path / "voice"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --voices ]; then printf "Pty Language\\n 5  en-gb  --/M\\n 5  nl  --/M\\n"; exit; fi\n'
        f'echo "$@" >>{calls}\n'
        "printf RIFF; cat; head -c 64 /dev/zero\n"
    )
    program.chmod(0o755)
    return str(program), calls


# The voice


@needs_voice
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Back"), ("fr", "Retour"), ("nl", "Terug"), ("ar", "رجوع")]
)
def test_each_language_of_the_town_has_a_sound_that_says_how_long_it_is(language: str, words: str) -> None:
    voice = Voice(set)
    once, twice = voice.say(language, words), voice.say(language, f"{words}. {words}.")
    assert 0 < seconds(once) < seconds(twice)


def test_a_language_is_known_by_its_first_part(counted: tuple[str, Path]) -> None:
    assert Voice(set, counted[0]).languages == {"en", "nl"}


def test_without_the_program_there_is_no_voice() -> None:
    voice = Voice(set, "no-such-program")
    assert voice.languages == frozenset()
    with pytest.raises(NoVoice):
        voice.say("en", "Back")


def test_a_program_that_does_not_even_start_speaks_no_language(tmp_path: Path) -> None:
    program = tmp_path / "voice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    assert Voice(set, str(program)).languages == frozenset()


def test_a_voice_that_fails_is_no_voice(tmp_path: Path) -> None:
    program = tmp_path / "voice"
    program.write_text('#!/bin/sh\n[ "$1" = --voices ] && printf "Pty Language\\n 5 en --/M\\n" || exit 1\n')
    program.chmod(0o755)
    with pytest.raises(NoVoice):
        Voice(set, str(program)).say("en", "Back")


def test_the_screens_own_words_are_said_once_and_anybodys_answer_each_time(counted: tuple[str, Path]) -> None:
    program, calls = counted
    voice = Voice(lambda: {("en", "Back")}, program)
    for _ in range(3):
        voice.say("en", "Back")
    assert len(calls.read_text().splitlines()) == 1
    for _ in range(3):
        voice.say("en", "Kerkstraat 12")
    assert len(calls.read_text().splitlines()) == 4


def test_words_stand_in_no_list_of_processes_and_are_never_options(counted: tuple[str, Path]) -> None:
    program, calls = counted
    assert b"tmp/canary" in Voice(set, program).say("en", "-w /tmp/canary")
    assert "canary" not in calls.read_text()


# The door


@needs_voice
def test_the_door_gives_a_sound_that_nothing_keeps(person):
    reply = person.post("speech", {"language": "en", "text": "Where is it?"})
    assert (reply.status_code, reply.mimetype) == (200, "audio/wav")
    assert reply.headers["Cache-Control"] == "no-store"
    assert seconds(reply.data) > 0


@pytest.mark.parametrize(
    ("language", "text"), [("xx", "Back"), ("en", ""), ("en", "x" * (LONGEST + 1)), ("en", 1), (None, "Back")]
)
def test_what_nobody_can_say_is_refused(person, language, text):
    assert person.post("speech", {"language": language, "text": text}).status_code == 400


def test_words_are_not_taken_from_an_address(person):
    assert person.client.get("/kiosk/speech?text=Back").status_code == 405


def test_where_nothing_speaks_the_door_says_so(town, monkeypatch: pytest.MonkeyPatch):
    def silent(_self: Voice, _language: str, _words: str) -> bytes:
        raise NoVoice

    monkeypatch.setattr(Voice, "say", silent)
    reply = town.test_client().post(
        "/kiosk/speech", json={"language": "en", "text": "Back"}, headers={"X-Kiosk-Session": "new"}
    )
    assert reply.status_code == 501
