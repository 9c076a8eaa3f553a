"""What the kiosk can say, gathered and read out ahead; a program plays the voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from channels.app import create_app, open_town
from channels.kiosk.aloud import prepared_in, recordings_of
from channels.kiosk.speech import PROGRAM, Voice
from channels.settings import Settings, read_settings
from channels.surveying import spoken
from channels.voicing import ReadingOut, script_of
from service.assembly import Core
from tests.commands import run

TITLE = ("en", "Report a street problem")


@pytest.fixture
def config(one_service: Path) -> Path:
    """A town of one language and one service, which is read out quickly."""
    town = one_service / "town.toml"
    town.write_text(town.read_text("utf-8").replace('["en", "fr", "nl", "ar"]', '["en"]'), "utf-8")
    return one_service


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Stands in for the voice: a tenth of a second for whatever it is given, and a line for each call."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / PROGRAM
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --voices ]; then printf "Pty Language\\n 5  en-gb  --/M\\n"; exit; fi\n'
        'if [ "$1" = --version ]; then echo "A voice: 1  Data at: /"; exit; fi\n'
        f'echo "$@" >>{tmp_path / "calls"}\n'
        "printf RIFF; head -c 4450 /dev/zero\n"
    )
    program.chmod(0o755)
    return program


@pytest.fixture
def settings(config: Path, tmp_path: Path) -> Settings:
    return read_settings({"NOWRONGDOOR_CONFIG": str(config)}, data=tmp_path / "town", demo=True)


@pytest.fixture
def core(settings: Settings) -> Iterator[Core]:
    core = open_town(settings)
    core.operations.publish()
    yield core
    core.close()


@dataclass
class Reading:
    core: Core
    settings: Settings
    program: Path

    @property
    def out(self) -> ReadingOut:
        voice = Voice(frozenset, str(self.program))
        script = script_of(self.core, self.settings)
        return ReadingOut(prepared_in(self.settings), recordings_of(self.settings), voice, script)


@pytest.fixture
def reading(core: Core, settings: Settings, program: Path) -> Reading:
    return Reading(core, settings, program)


def recorded(config: Path, line: str) -> None:
    folder = config / "recordings" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recordings.csv").write_text(f"words,file\n{line}\n", "utf-8")
    (folder / "title.ogg").write_bytes(b"OggS a person says it")


# What there is to say


def test_the_script_holds_the_screens_words_the_services_and_the_cores_and_nothing_to_fill_in(
    reading,
) -> None:
    script = reading.out.script
    for words in (
        "What do you need?",
        "Report a street problem",
        "Is anyone in danger right now?",
        "We have received it",
        "button",
        "Something went wrong on our side. What you typed is still here",
    ):
        assert ("en", words) in script
    assert not [words for _, words in script if "{" in words]
    assert script["en", "Letters and digits, like K 7 Q F, 2 M 9 X. You get one where you began"] == (
        "Letters and digits, like K7QF-2M9X. You get one where you began."
    )


def test_words_that_people_say_to_the_town_are_not_read_out(reading) -> None:
    assert ("en", "litter") not in reading.out.script


# Reading out


def test_each_sentence_is_read_out_once_and_a_second_time_nothing_is(reading, tmp_path: Path) -> None:
    made = list(reading.out.go_on(at_once=4))
    assert len(made) == len(reading.out.script)
    calls = (tmp_path / "calls").read_text()
    assert len(calls.splitlines()) == len(made)
    assert list(reading.out.go_on()) == []
    assert (tmp_path / "calls").read_text() == calls
    assert reading.out.prepared.weighed()[0] == len(made)


def test_what_a_person_has_recorded_no_machine_reads_out(reading, config: Path) -> None:
    recorded(config, "Report a street problem,title.ogg")
    assert TITLE in reading.out.script
    assert TITLE not in reading.out.wanted


def test_what_the_voice_cannot_say_is_counted_and_not_tried_again(reading, program: Path) -> None:
    out = reading.out
    assert out.voice.languages
    program.write_text("#!/bin/sh\nexit 1\n")
    assert out.voice.name == ""
    assert len(list(out.go_on(3))) == 3
    assert (out.failed, out.prepared.weighed()[0]) == (3, 0)
    assert len(out.missing()) == len(out.wanted) - 3


def test_a_recording_is_played_before_a_machines_and_neither_writes_what_a_person_said(
    reading, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(config, "Report a street problem,title.ogg")
    reading.out.missing()
    monkeypatch.setenv("PATH", str(reading.program.parent), prepend=":")
    site = create_app(reading.settings)
    asking = site.test_client()

    def asked(words: str):
        return asking.post(
            "/kiosk/speech", json={"language": "en", "text": words}, headers={"X-Kiosk-Session": "new"}
        )

    title = asked("Report a street problem.")
    assert (title.mimetype, title.data) == ("audio/ogg", b"OggS a person says it")
    folder = reading.out.prepared.folder
    before = sorted(folder.iterdir())
    assert asked("Kanarie 12").mimetype == "audio/wav"
    assert sorted(folder.iterdir()) == before
    site.extensions["nowrongdoor"].core.close()


# The commands


@pytest.fixture
def environment(core: Core, config: Path, tmp_path: Path, program: Path) -> dict[str, Path | str]:
    return {
        "NOWRONGDOOR_CONFIG": config,
        "NOWRONGDOOR_DATA": tmp_path / "town",
        "PATH": f"{program.parent}:/usr/bin:/bin",
    }


def test_the_operator_reads_out_ahead_and_is_told_how_much_it_is_and_who_has_not_listened(
    environment,
) -> None:
    first = run("kiosk", "say", **environment)
    assert first.exit_code == 0
    assert " 0 removed" in first.output
    assert "MiB" in first.output
    assert "en: no listener has approved this voice yet." in first.output
    assert "0 sentences read out, 0 removed" in run("kiosk", "say", **environment).output


def test_without_a_voice_the_operator_is_told_what_to_install(environment, tmp_path: Path) -> None:
    refused = run("kiosk", "say", **environment | {"PATH": str(tmp_path)})
    assert refused.exit_code == 1
    assert "install espeak-ng" in refused.output


def test_whoever_lends_their_voice_gets_a_list_of_what_has_no_recording(environment, config: Path) -> None:
    recorded(config, "Report a street problem,title.ogg")
    listed = run("kiosk", "script", "en", **environment).output
    assert listed.startswith("words,file")
    assert "What do you need?," in listed
    assert "Report a street problem" not in listed
    assert "Report a street problem,title.ogg" in run("kiosk", "script", "en", "--all", **environment).output
    assert run("kiosk", "script", "xx", **environment).exit_code == 1


# Checking


def findings(settings: Settings) -> list[str]:
    return [str(each) for each in spoken(settings, [settings.config / "services" / "street-problem"])]


def test_a_language_that_nobody_has_listened_to_is_a_warning_until_somebody_has(
    settings, config: Path
) -> None:
    (found,) = findings(settings)
    assert found.endswith("warning: no listener has approved how `en` is spoken: [voices.en]")
    with (config / "town.toml").open("a", encoding="utf-8") as town:
        town.write('\n[voices.en]\napproved_by = "Saida, of the library"\napproved_on = 2026-11-30\n')
    assert findings(settings) == []


def test_recordings_of_words_that_nobody_says_are_warned_of_and_missing_files_are_errors(
    settings, config
) -> None:
    recorded(config, "Report a stret problem,title.ogg\nBack,nowhere.ogg")
    told = findings(settings)
    assert any("recordings.csv:2:1: warning: nothing says “Report a stret problem”" in each for each in told)
    assert any("recordings.csv:3:1: error: `nowhere.ogg` is missing" in each for each in told)
