from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.shared.segments import Limits, count
from channels.shared.text import lay_out, messages, plain
from service.messages import FeeLine, HintName, Option, Problem, Prompt, Receipt, Row, Turn

LAMP = Prompt(
    id="lamp",
    kind="ask",
    path="lamp",
    words="What number is on the lamp post?",
    short="Number on the lamp post?",
    help="A letter and four digits, like B1234.",
    example="B1234",
    optional=True,
)
FIX = Prompt(
    id="problem",
    kind="ask",
    path="problem",
    words="What is the problem?",
    hint="choice",
    options=(
        Option("pothole", "A hole in the road"),
        Option("light", "A street light", help="lamps on a façade are not ours"),
        Option("other", "Something else"),
    ),
)
CHECK = Prompt(
    id="check",
    kind="check",
    words="Check your answers:",
    rows=(
        Row(1, "problem", "What is the problem?", "A hole in the road"),
        Row(2, "where", "Where", "Kerkstraat 12\nBruggepont"),
        Row(3, "mobile", "Mobile number", "0470 00 00 01", provenance="from your phone number"),
        Row(4, "zone", "Zone", "Centre", changeable=False, section="Where you live"),
        Row(5, "p/1/name", "Name", "Léa", section="Person: 1"),
        Row(6, "p/2/name", "Name", "Léa", section="Person: 2"),
    ),
    fees=(FeeLine("First copy", "€12.50"),),
    due="€12.50",
    notes=("You show your identity card when you collect it.",),
)
DONE = Prompt(
    id="done",
    kind="done",
    words="Thank you. We have your report.",
    receipt=Receipt(
        reference="K7QF-2M9X-3",
        status_code="123456",
        service="street-problem",
        title="Report a street problem",
        words="We will look at it within five working days.",
        submitted_on="23 November 2026",
        notes=("We still need your plan.",),
    ),
)


def ask(words: str, hint: HintName = "text", example: str = "", options: tuple[Option, ...] = ()) -> Turn:
    return Turn(prompt=Prompt("q", "ask", "q", words, hint=hint, example=example, options=options))


def test_silence_is_no_words_and_no_message() -> None:
    assert lay_out(Turn()) == ""
    assert messages(Turn(), Limits()) == ()


def test_what_was_said_stands_before_what_is_asked() -> None:
    assert lay_out(Turn(said=("Thank you.",), prompt=LAMP)).splitlines() == [
        "Thank you.",
        "What number is on the lamp post? A letter and four digits, like B1234.",
        "(Reply SKIP to leave this out)",
    ]


def test_help_that_was_asked_for_is_not_said_twice() -> None:
    assert lay_out(Turn(said=(LAMP.help,), prompt=LAMP)).count("B1234") == 1


def test_options_are_numbered_and_explained() -> None:
    assert lay_out(Turn(prompt=FIX)).splitlines() == [
        "What is the problem?",
        "1 A hole in the road",
        "2 A street light (lamps on a façade are not ours)",
        "3 Something else",
        "Reply 1 to 3.",
    ]


@pytest.mark.parametrize(
    ("turn", "last"),
    [
        (ask("From when?", "date", "12/05/2027"), "Reply with a date, for example 12/05/2027."),
        (ask("Rent?", "money", "650"), "Reply with an amount, for example 650."),
        (ask("How many?", "digits", "3"), "Reply with a number, for example 3."),
        (ask("Where?", "place", "Kerkstraat 12"), "For example: Kerkstraat 12"),
        (ask("Like B1234?", "text", "B1234"), "Like B1234?"),
        (ask("Agreed?", "declare", options=(Option("yes", "I agree"),)), "Reply 1 to agree."),
        (ask("Right?", "yes-no", options=(Option("yes", "Yes"), Option("no", "No"))), "Reply 1 or 2."),
        (
            ask("Which?", "choices", options=tuple(Option(c, c) for c in "abc")),
            "Reply with one or more numbers, for example 1 2.",
        ),
        (ask("A photo?", "photo"), "Reply with a photo."),
    ],
)
def test_the_last_line_says_how_to_reply(turn: Turn, last: str) -> None:
    assert lay_out(turn).splitlines()[-1] == last


def test_a_paper_that_may_come_later_can_be_left_out_for_now() -> None:
    plan = Prompt("plan", "ask", "plan", "Please send the plan.", hint="document", optional=True, later=True)
    assert lay_out(Turn(prompt=plan)).splitlines()[-1] == "(Reply SKIP to send this later)"


def test_a_question_of_a_repeat_says_about_whom_it_is() -> None:
    born = Prompt("born", "ask", "p/2/born", "When were they born?", section="Person: 2")
    assert lay_out(Turn(prompt=born)) == "Person: 2.\nWhen were they born?"
    assert lay_out(Turn(prompt=replace(born, path="born"))) == "When were they born?"


@pytest.mark.parametrize(
    ("due", "line"), [("€25.00", "To pay: €25.00"), ("Nothing to pay", "Nothing to pay"), ("", "3 Fee: none")]
)
def test_what_is_due_reads_as_a_sentence(due: str, line: str) -> None:
    check = Prompt("check", "check", rows=(Row(3, "fee", "Fee", "none"),), due=due)
    assert lay_out(Turn(prompt=check)).splitlines()[-2] == line


def test_a_refusal_says_what_was_wrong_and_asks_briefly() -> None:
    refused = replace(LAMP, problem=Problem("wrong-form", "“12” has another form. Write it like B1234."))
    assert lay_out(Turn(prompt=refused)).splitlines() == [
        "“12” has another form. Write it like B1234.",
        "Number on the lamp post?",
        "(Reply SKIP to leave this out)",
    ]


def test_a_refusal_that_was_already_said_is_not_said_twice() -> None:
    refused = replace(FIX, problem=Problem("unknown", "That is none of them."))
    assert lay_out(Turn(said=("That is none of them.",), prompt=refused)).count("none of them") == 1


def test_where_words_mean_several_things_those_are_put_to_choice() -> None:
    streets = (Option("1", "Kerkstraat"), Option("2", "Kerkhofstraat"))
    refused = replace(FIX, problem=Problem("several", "Which one do you mean?", options=streets))
    assert lay_out(Turn(prompt=refused)) == "Which one do you mean?\n1 Kerkstraat\n2 Kerkhofstraat"


def test_the_answers_to_check_are_numbered_lines() -> None:
    assert lay_out(Turn(prompt=CHECK)).splitlines() == [
        "Check your answers:",
        "1 What is the problem? A hole in the road",
        "2 Where: Kerkstraat 12 Bruggepont",
        "3 Mobile number: 0470 00 00 01 (from your phone number)",
        "- Zone: Centre",
        "Person: 1.",
        "5 Name: Léa",
        "Person: 2.",
        "6 Name: Léa",
        "First copy: €12.50",
        "To pay: €12.50",
        "You show your identity card when you collect it.",
        "Reply 0 to send, or a number to change that answer.",
    ]


def test_the_receipt_gives_reference_code_and_what_happens_next() -> None:
    assert lay_out(Turn(prompt=DONE)).splitlines() == [
        "Thank you. We have your report.",
        "Reference: K7QF-2M9X-3",
        "Status code: 123456",
        "To ask how it stands, text STATUS and both.",
        "We will look at it within five working days.",
        "We still need your plan.",
    ]


def test_an_outcome_is_its_words() -> None:
    assert (
        lay_out(Turn(prompt=Prompt("o", "say", words="Call 112 now.", outcome="call-112"))) == "Call 112 now."
    )


def test_the_short_form_is_taken_only_where_it_saves_a_part() -> None:
    long = replace(LAMP, words="What number is on the lamp post, " + "which stands " * 6 + "there?")
    assert "What number is on the lamp post?" in messages(Turn(prompt=LAMP), Limits())[0]
    assert messages(Turn(prompt=long), Limits())[0].startswith("Number on the lamp post?")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("It’s “here” – see…", 'It\'s "here" - see...'),
        ("10\u00a0€\u200b", "10 €"),
        ("Zoë O’Neill", "Zoë O’Neill"),
        ("é à ñ", "é à ñ"),
        ("شارع “الكنيسة”", "شارع “الكنيسة”"),
    ],
)
def test_punctuation_is_made_plain_and_letters_are_not(written: str, sent: str) -> None:
    assert plain(written) == sent


ZONES = ask(
    "Which zone is it, as the blue signs in your street say?",
    "choice",
    options=tuple(Option(str(i), f"Zone {i} of the town, near the {i}. bridge") for i in range(1, 41)),
)


def pages(turn: Turn, limits: Limits) -> list[str]:
    """Every page, until the first one comes again."""
    shown: list[str] = []
    while True:
        prompt = turn.prompt
        assert prompt is not None
        (message,) = messages(replace(turn, prompt=replace(prompt, page=len(shown))), limits)
        if message in shown:
            return shown
        shown.append(message)


def test_a_long_list_comes_page_by_page_and_every_option_is_on_one() -> None:
    shown = pages(ZONES, Limits(2, 3))
    assert len(shown) > 2
    assert all(count(page).parts <= 2 for page in shown)
    assert all("MORE" in page and page.startswith("Which zone") for page in shown)
    listed = [line for page in shown for line in page.split("\n") if "Zone" in line]
    assert listed == [f"{i} Zone {i} of the town, near the {i}. bridge" for i in range(1, 41)]


def test_what_is_said_before_a_list_does_not_move_its_pages() -> None:
    first, second, *_ = pages(ZONES, Limits(2, 3))
    welcomed = messages(replace(ZONES, said=("Bruggepont: a service. " * 8,)), Limits(2, 3))
    assert "\n".join(welcomed).endswith(first.split("\n", 1)[1])
    assert second not in "\n".join(welcomed)


def test_a_list_that_fits_has_no_pages() -> None:
    (whole,) = messages(ask("Which?", "choice", options=FIX.options), Limits())
    assert "MORE" not in whole


def test_a_prompt_longer_than_a_message_is_cut_where_lines_end() -> None:
    rows = tuple(Row(i, f"q{i}", f"Question {i}", "an answer of some length") for i in range(1, 30))
    turn = Turn(prompt=replace(CHECK, rows=rows))
    sent = messages(turn, Limits(2, 3))
    assert len(sent) > 2
    assert "\n".join(sent) == plain(lay_out(turn))


def test_each_alphabet_has_its_own_limit() -> None:
    arabic = Turn(prompt=Prompt("a", "say", words="نعم " * 48))
    english = Turn(prompt=Prompt("a", "say", words="yes " * 80))
    assert [count(each).parts for each in messages(arabic, Limits(2, 3))] == [3]
    assert [count(each).parts for each in messages(english, Limits(2, 3))] == [2, 1]


words = st.text(
    alphabet=st.one_of(st.sampled_from("ab é€’…\n ç"), st.characters(exclude_categories=["Cs", "Cc"])),
    max_size=900,
)


@given(said=words, shown=words, basic=st.integers(1, 12), more=st.integers(0, 3))
def test_no_message_is_ever_above_the_limit_and_no_letter_is_lost(
    said: str, shown: str, basic: int, more: int
) -> None:
    turn, limits = (
        Turn(said=(said,), prompt=replace(CHECK, rows=(Row(1, "a", "Name", shown),))),
        Limits(basic, basic + more),
    )
    sent = messages(turn, limits)
    assert all(limits.hold(message) for message in sent)
    assert all(len(message.encode("utf-16-le")) <= 3200 for message in sent)
    assert all(message.strip() for message in sent)
    assert _letters("".join(sent)) == _letters(lay_out(turn))


def _letters(text: str) -> str:
    return "".join(character for character in text.replace("×", "x") if character.isalnum())
