"""Several answers in one text: what is certain is taken and said back, what is not is asked; never a wrong guess."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.assembly import Core
from service.gleaning import Gleaner
from service.messages import Visitor
from service.questions.question import ANSWER
from tests.service.test_conversation import CAN, Talker


def taken(town: Core, words: str, language: str = "en", service: str = "street-problem") -> dict[str, object]:
    front = town.front_office
    definition = front.shelf.current(service)
    assert definition is not None
    visitor = Visitor("line", language, CAN)
    draft = front.drafts.begun(definition, visitor, None)
    found = Gleaner(front.interview.prompts).gleaned(draft, words, visitor)
    return {
        each.step.path: each.value["street"] if isinstance(each.value, dict) else each.value for each in found
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "big pothole Kerkstraat 12"),
        ("en", "Kerkstraat 12, pothole, big"),
        ("en", "a big hole at Kerkstraat 12 please"),
        ("fr", "gros nid-de-poule rue de l'Eglise 12"),
        ("nl", "groot gat Kerkstraat 12"),
        ("ar", "حفرة كبيرة Kerkstraat ١٢"),
    ],
)
def test_what_is_certain_is_taken_in_any_order_and_language(town: Core, language: str, words: str) -> None:
    assert taken(town, words, language) == {"problem": "pothole", "size": "large", "where": "Kerkstraat"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "hello",
        "12",
        "1 2 3",
        "yes",
        "not a pothole",
        "pothole or lamp",
        "the thing at the church",
        "Kerkstrat 12",
        "Kerkstraat 12 Stationsstraat 3",
        "little girl fell in a hole",
        "I live Kerkstraat 12 and the lamp is in the next street",
        "potholes everywhere " * 12,
    ],
)
def test_what_could_be_meant_otherwise_is_asked(town: Core, words: str) -> None:
    assert taken(town, words) == {}


def test_a_question_that_only_another_answer_brings_is_answered_only_with_it(town: Core) -> None:
    assert taken(town, "big") == {}
    assert taken(town, "lamp B1234") == {"problem": "light", "lamp": "B1234"}
    assert taken(town, "pothole B1234") == {"problem": "pothole"}


def test_what_another_question_that_may_come_could_claim_is_asked(town: Core) -> None:
    assert taken(town, "Kerkstraat 12", service="change-of-address") == {}
    assert taken(town, "child Kerkstraat 12", service="change-of-address") == {}


def test_a_street_without_a_number_is_an_answer_where_the_question_takes_it(town: Core) -> None:
    assert taken(town, "pothole in Kerkstraat") == {"problem": "pothole", "where": "Kerkstraat"}
    assert taken(town, "Kerkstraat", service="terrace-licence") == {}


def test_plates_and_addresses_of_mail_are_certain_by_their_form(town: Core) -> None:
    found = taken(town, "1-ABC-234 jan@example.org", service="parking-permit")
    assert (found.get("plate"), found.get("email")) == ("1-ABC-234", "jan@example.org")


def test_two_words_for_one_question_are_none(town: Core) -> None:
    assert "problem" not in taken(town, "pothole lamp Kerkstraat 12")


def test_a_private_question_is_never_answered_so(town: Core) -> None:
    assert "national_number" not in taken(town, "1-ABC-123 85073003328", service="parking-permit")


def test_a_report_takes_three_texts(town: Core) -> None:
    talker = Talker(town)
    first = talker.text("FIX big pothole Kerkstraat 12")
    assert first.prompt.path == "danger"
    assert "A hole in the road" in first.said[-1]
    assert "Kerkstraat 12" in first.said[-1]
    assert talker.text("no").prompt.kind == "check"
    receipt = talker.text("0").prompt.receipt
    answers = town.back_office.show(receipt.reference)["answers"]
    assert (answers["problem"], answers["size"], answers["where"]["number"]) == ("pothole", "large", "12")


def test_what_was_taken_can_be_changed_like_every_answer(town: Core) -> None:
    talker = Talker(town)
    talker.texts("FIX pothole Kerkstraat 12", "no", "1")
    rows = {row.path: row for row in talker.text("again").prompt.rows}
    assert talker.text(str(rows["problem"].number)).prompt.path == "problem"
    assert talker.text("lamp").prompt.path == "lamp"


def test_who_is_in_danger_is_told_so_whatever_else_was_said(town: Core) -> None:
    assert Talker(town).texts("FIX pothole Kerkstraat 12", "yes").prompt.outcome == "call-112"


PIECES = "no big hole lamp Kerkstraat 12 Markt 3 the near and rubbish not oil B1234 house Brugge small 8990 graffiti"
words = st.lists(st.sampled_from(PIECES.split(" ")), max_size=8)


@given(words)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_taken_is_what_the_question_itself_would_understand(town: Core, said: list[str]) -> None:
    front = town.front_office
    definition = front.shelf.current("street-problem")
    assert definition is not None
    visitor = Visitor("line", "en", CAN)
    draft = front.drafts.begun(definition, visitor, None)
    prompts = front.interview.prompts
    for each in Gleaner(prompts).gleaned(draft, " ".join(said), visitor):
        asking = prompts.asking(definition, each.step, prompts.today(), "en")
        question = each.step.asked.question
        assert question.check(each.value, asking) is None
        assert question.understand({ANSWER: str(question.retype(each.value, asking))}, asking) == each.value


def test_what_was_said_with_a_keyword_waits_while_it_is_asked_which_draft_is_meant(town: Core) -> None:
    talker = Talker(town)
    talker.texts("FIX", "MENU")
    which = talker.text("FIX big pothole Kerkstraat 12")
    assert which.prompt.path == "@which"
    assert talker.text("hm").prompt.problem is None
    new = str(len(which.prompt.options))
    begun = talker.text(new)
    assert "Kerkstraat 12" in begun.said[-1]
    assert talker.text("no").prompt.kind == "check"
