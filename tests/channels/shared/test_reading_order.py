"""What stands in which order among words that run from the right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.shared.reading_order import (
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    from_the_right,
    held_together,
    in_reading_order,
    runs_from_right,
)
from channels.shared.segments import count
from channels.shared.text import lay_out
from service.messages import Option, Part, Prompt, Turn

MARKS = str.maketrans("", "", LEFT_TO_RIGHT + RIGHT_TO_LEFT)
CALL = "اتصل بالرقم {} الآن"


@pytest.mark.parametrize(
    ("language", "from_right"), [("ar", True), ("en", False), ("fr", False), ("", False)]
)
def test_a_language_says_from_which_side_it_runs(language, from_right):
    assert runs_from_right(language) is from_right


@pytest.mark.parametrize(
    "number",
    [
        "0470 00 00 01",
        "050 00 00 10",
        "+32470000001",
        "85.07.30-033.28",
        "1-ABC-123",
        "1234-ABCD-E",
        "ABCD-1234-E",
        "K7QF-2M9X",
        "12 Kerkstraat",
    ],
)
def test_what_would_be_shown_in_reverse_is_held_together_by_one_mark(number):
    assert held_together(CALL.format(number)) == CALL.format(LEFT_TO_RIGHT + number)


@pytest.mark.parametrize("number", ["12", "2-3", "8:00", "16,50", "2025-2026", "STATUS", "Kerkstraat 12"])
def test_what_keeps_its_order_by_itself_costs_no_mark(number):
    assert held_together(CALL.format(number)) == CALL.format(number)


def test_the_figure_of_an_option_stands_apart_from_a_number_in_it():
    assert held_together("2 30 يوما") == "2 30 يوما"


def test_words_of_other_languages_stay_as_they_are():
    assert held_together("Call 0470 00 00 01 now") == "Call 0470 00 00 01 now"


def test_a_line_that_begins_with_a_foreign_name_runs_from_the_right_all_the_same():
    assert from_the_right("Bruggepont: مرحبا") == f"{RIGHT_TO_LEFT}Bruggepont: مرحبا"
    assert from_the_right("1 حفرة") == "1 حفرة"
    assert from_the_right("Kerkstraat 12, 8990") == "Kerkstraat 12, 8990"


def test_what_a_person_entered_goes_back_as_it_came():
    entered = CALL.format("0470 00 00 01")
    prompt = Prompt("ask:x", "ask", words=entered, parts=(Part("answer", label=entered, value=entered),))
    shown = in_reading_order(Turn(said=(entered,), prompt=replace(prompt, options=(Option("a", entered),))))
    assert shown.prompt is not None
    assert shown.prompt.parts[0].value == entered
    told = [*shown.said, shown.prompt.words, shown.prompt.parts[0].label, shown.prompt.options[0].label]
    assert set(told) == {held_together(entered)} != {entered}


def test_a_text_in_arabic_says_its_direction_line_by_line_and_one_in_english_does_not():
    words = "Bruggepont: اتصل 0470 00 00 01\nB1234"
    assert lay_out(Turn(said=(words,), language="ar")) == (
        f"{RIGHT_TO_LEFT}Bruggepont: اتصل {LEFT_TO_RIGHT}0470 00 00 01\nB1234"
    )
    assert lay_out(Turn(said=(words,), language="en")) == words


def test_the_marks_of_a_usual_text_cost_no_part():
    words = CALL.format("0470 00 00 01")
    assert count(lay_out(Turn(said=(words,), language="ar"))).parts == count(words).parts == 1


@given(st.text(alphabet=st.sampled_from("ا ب9-0.+/K\n:"), max_size=80))
def test_nothing_is_lost_and_twice_is_once(text):
    once = held_together(text)
    assert once.translate(MARKS) == text
    assert held_together(once) == once


def test_a_reference_is_never_broken_in_two() -> None:
    assert "JVBZ-35AV-Z" in held_together("رقم المرجع: JVBZ-35AV-Z")
    assert "K7QF-2M9X-V" in held_together("حالة K7QF-2M9X-V 123456")
