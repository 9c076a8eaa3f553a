"""Conversations in a terminal: what a person types, line by line, and what is shown."""

import re
from pathlib import Path

import pytest

from channels.console.talk import UnknownName, talk
from service.assembly import Core
from service.messages import Saved
from service.store import ratings
from tests.doors.driver import code_in


def shown(
    town: Core, *typed: str | type[BaseException], service: str | None = "street-problem", draft: str = ""
) -> str:
    """All that is shown while a person types these lines, and then leaves."""
    lines = iter(typed)
    screen: list[str] = []

    def read(asked: str) -> str:
        line = next(lines, EOFError)
        if not isinstance(line, str):
            raise line
        screen.append(f"{asked}{line}")
        return line

    talk(town.front_office, service, "en", draft=draft, read=read, write=screen.append)
    return "\n".join(screen)


def draft_in(screen: str) -> str:
    found = re.search(r"--draft (\S+)", screen)
    assert found is not None
    return found[1]


def test_a_street_problem_is_reported_with_a_photo(town: Core, tmp_path: Path) -> None:
    from PIL import Image

    photo = tmp_path / "hole.png"
    Image.new("RGB", (40, 30), "grey").save(photo)
    screen = shown(town, "no", "1", "3", "Kerkstraat 12", str(photo), "0470 00 00 01", "0")
    reference = re.search(r"Reference: (\S+)", screen)
    assert reference is not None, screen
    case = town.back_office.show(reference[1])
    assert case is not None
    assert case["answers"]["problem"] == "pothole"
    assert case["answers"]["photo"]["type"] == "image/jpeg"
    assert case["doors"] == ["console"]


def test_without_a_service_the_person_chooses_one(town: Core) -> None:
    screen = shown(town, "nothing", "fix", service=None)
    assert "What would you like to do?" in screen
    assert "Please type a number" in screen
    assert screen.rstrip().splitlines()[-1].startswith("Your answers are kept.")
    assert "Is anyone in danger right now?" in screen


def test_back_goes_back_and_skip_leaves_out_what_is_optional(town: Core) -> None:
    screen = shown(town, "no", "skip", "BACK", "no", "2", "skip", "back")
    assert "We need an answer" in screen
    assert screen.count("Is anyone in danger right now?") == 2
    assert screen.count("lamp post?") == 2
    assert "Where is it?" in screen


def test_a_question_mark_explains(town: Core) -> None:
    screen = shown(town, "?")
    assert "BACK returns" in screen
    assert screen.count("Is anyone in danger right now?") == 2


@pytest.mark.parametrize("path", ["/nowhere/at-all.png", "/", "", "\x00", "~nobody-of-that-name/x.png"])
def test_a_file_that_is_not_there_is_asked_for_again(town: Core, path: str) -> None:
    screen = shown(town, "no", "4", "no", "1", "Kerkstraat 12", path)
    assert "Do you have a photo" in screen
    assert screen.count("Do you have a photo") == 2


@pytest.mark.parametrize("leaving", [EOFError, KeyboardInterrupt])
def test_who_leaves_can_carry_on_later(town: Core, leaving: type[BaseException]) -> None:
    left = shown(town, "no", "2", leaving)
    assert "lamp post?" in shown(town, draft=draft_in(left))


def test_an_answer_is_changed_by_its_number_at_the_end(town: Core) -> None:
    screen = shown(town, "no", "4", "no", "1", "Kerkstraat 12", "skip", "skip", "x", "1", "yes")
    assert "or the number of an answer" in screen
    assert "Call 112 now" in screen


def test_an_outcome_ends_the_conversation(town: Core) -> None:
    assert "Call 112 now" in shown(town, "yes").splitlines()[-1]


def test_an_unknown_service_is_named_beside_those_that_there_are(town: Core) -> None:
    with pytest.raises(UnknownName, match=r"no service potholes.*street-problem"):
        shown(town, service="potholes")


def test_an_unknown_draft_is_said_to_be_gone(town: Core) -> None:
    with pytest.raises(UnknownName, match="no draft"):
        shown(town, draft="01890000-0000-7000-8000-000000000000")


@pytest.mark.parametrize(
    ("words", "chosen"),
    [(("language", "4"), "ar"), (("LANGUE",), "fr"), (("taal",), "nl"), (("language", "العربية"), "ar")],
)
def test_the_language_changes_at_any_question_and_every_answer_stays(
    town: Core, words: tuple[str, ...], chosen: str
) -> None:
    screen = shown(town, "no", "2", *words, EOFError)
    draft = town.front_office.drafts.get(draft_in(screen))
    assert draft is not None
    assert set(draft.answers) == {"danger", "problem"}
    lamp = draft.definition.text("questions.lamp.ask", chosen)
    assert screen.index("lamp post?") < screen.index(lamp)
    again = shown(town, *words, "no", "2", "skip", EOFError)
    after = town.front_office.drafts.get(draft_in(again))
    assert after is not None
    assert after.record.language == chosen


def test_words_that_steer_are_understood_in_every_language(town: Core) -> None:
    screen = shown(town, "no", "2", "passer", "terug", EOFError)
    assert screen.count("lamp post?") == 2


def test_the_console_hands_over_and_says_when_the_draft_has_gone(town: Core, visitor) -> None:
    screen: list[str] = []

    def taken_elsewhere() -> str:
        assert town.front_office.take_over(code_in(screen[-1]), visitor()) is not None
        return "1"

    typed = iter([lambda: "no", lambda: "continue", taken_elsewhere, lambda: "1"])

    def read(asked: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line()

    talk(town.front_office, "street-problem", "en", read=read, write=screen.append)
    assert "You are going on with “Report a street problem” at another door." in screen[-4]
    assert "What is the problem?" in screen[-3]


def test_another_doors_code_goes_on_in_the_terminal(town: Core, visitor) -> None:
    office = town.front_office
    turn = office.begin("street-problem", visitor())
    assert turn.draft is not None
    offer = office.hand_over(turn.draft, visitor())
    assert offer is not None
    screen = shown(town, offer.code.lower(), "no", service=None)
    assert "Report a street problem. Question 1." in screen
    assert "What is the problem?" in screen


def test_what_was_saved_is_opened_in_the_terminal_with_the_word_chosen_for_it(town: Core, visitor) -> None:
    office = town.front_office
    turn = office.begin("street-problem", visitor())
    assert turn.draft is not None
    saved = office.save(turn.draft, "tilleul", "", visitor())
    assert isinstance(saved, Saved)
    screen = shown(town, saved.code, "acacia", "Tilleul", "no", service=None)
    assert "not the word or number" in screen
    assert "What is the problem?" in screen
    assert "or a code from another door" in shown(town, saved.code, *["acacia"] * 6, service=None)


def test_a_code_that_is_not_good_is_told_before_anything_is_asked(town: Core) -> None:
    with pytest.raises(UnknownName, match="This code is not good"):
        talk(town.front_office, None, "en", code="0000-000Z", read=lambda _: "", write=print)
    assert "or a code from another door" in shown(town, "0000-000Z", service=None)


def test_the_console_tells_where_a_case_stands(town: Core) -> None:
    screen = shown(town, "no", "1", "3", "Kerkstraat 12", "skip", "0470 00 00 01", "0")
    reference = re.search(r"Reference: (\S+)", screen)
    assert reference is not None, screen
    told = shown(town, f"status {reference[1]} 0001", f"status {reference[1]} 0002", service=None)
    assert f"Report a street problem, {reference[1]}: We have received it" in told
    assert "We find nothing under this reference and code." in told


def rated(town: Core) -> dict[str, int]:
    with town.operations.database.reading() as connection:
        found = ratings.of_month(connection, "2026-11")
    return {each.answer: number for each, number in found.items() if each.name == "console"}


SENT = ("no", "1", "3", "Kerkstraat 12", "skip", "0470 00 00 01", "0")


def test_once_it_is_sent_the_console_asks_how_it_went(town: Core) -> None:
    before = rated(town)
    screen = shown(town, *SENT, "6", "5", "2")
    assert screen.count("How satisfied are you with how this went?") == 2
    assert "Please type a number from 1 to 5." in screen
    assert screen.endswith("> 2\nThank you.")
    assert {each: count - before.get(each, 0) for each, count in rated(town).items()} == {"5": 1, "office": 1}


@pytest.mark.parametrize("left", ["", "skip", "overslaan", EOFError])
def test_who_leaves_it_alone_is_asked_nothing_more_and_has_no_draft_to_carry_on(town: Core, left) -> None:
    before = rated(town)
    screen = shown(town, *SENT, left)
    assert "what would you have done" not in screen
    assert "--draft" not in screen
    assert rated(town) == before
