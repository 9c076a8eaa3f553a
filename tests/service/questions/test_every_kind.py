"""What holds for every kind of question, whatever people enter."""

from __future__ import annotations

import subprocess
import sys
import typing
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from service.messages import HintName, Option, Problem, Upload
from service.questions import KINDS, AnyQuestion
from service.questions.question import ANSWER, Kept

OPTIONS = [
    {"value": "pothole", "label": "A hole in the road", "also": ["pothole", "hole"]},
    {"value": "light", "label": "A street light", "also": ["lamp"]},
    {"value": "10", "label": "Ten of them, or more"},
    {"value": "b", "label": "Bed and breakfast"},
]
SETTINGS: dict[str, list[dict[str, object]]] = {
    "text": [{}, {"pattern": "[A-Z][0-9]{4}", "help": "Like B1234."}],
    "choice": [{"options": OPTIONS}],
    "choices": [{"options": OPTIONS}, {"options": OPTIONS, "min": 0, "max": 2}],
    "number": [{}, {"decimals": 2, "unit": "m", "min": -5, "max": 5000}, {"decimals": 6}],
    "money": [{}, {"min": 1, "max": "1000"}],
    "date": [{}, {"earliest": "today"}, {"latest": "today", "earliest": "-120 years"}],
    "phone": [{}, {"mobile": True}],
    "place": [{}, {"number": "required"}],
    "slot": [{"calendar": "desk"}],
    "declaration": [{"statement": "I declare that this is true."}],
}
ASKED = [(kind, number) for kind in KINDS for number in range(len(SETTINGS.get(kind, [{}])))]
LANGUAGES = ["en", "fr", "nl", "ar"]

PIECES = (
    "yes no 1 2 10 ١٢ 1.200,50 -3 € euro 12 m % 3/5/2027 31/2 tuesday may tomorrow in ago weeks Kerkstraat dorpsstraat"
    " lamp hole not and , ; the first last +32470123456 0470 a@b.be 1-ABC-123 BE68539007547034 85073003328 0123456749"
    " \u202e \u200f \x00 😀 ½ ² { } {0} % \\ ' 8990 Centrum"
)
FRAGMENTS = st.sampled_from(PIECES.split())
WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(FRAGMENTS, max_size=6).map(" ".join),
    st.sampled_from(
        ["", " ", "\x00", "\u202e" * 50, "x" * 10_001, "9" * 10_001, "😀" * 2_000, "٣" * 5_000, "a\n" * 5_000]
    ),
)
UPLOADS = st.builds(
    Upload,
    st.one_of(st.binary(max_size=200), st.sampled_from([b"\xff\xd8\xff\xe0", b"%PDF-%%EOF", b"GIF89a"])),
)
ENTERED = st.one_of(
    st.dictionaries(
        st.sampled_from([ANSWER, "day", "month", "year", "x"]),
        st.one_of(WORDS, st.lists(WORDS, max_size=4), UPLOADS),
    ),
    WORDS.map(lambda words: {ANSWER: words}),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["pothole", "10", True]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cents", "currency", "sha256", "type", "size", "street", "number", "verified"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)


def a_file(kind: str) -> bool:
    return KINDS[kind].carries_file


@pytest.fixture(scope="module")
def posed(question, asking):
    """A question of a kind, with one of its settings above, and the circumstances."""

    def posed_in(kind: str, number: int, language: str, attempt: int = 1):
        asked = question(kind, **SETTINGS.get(kind, [{}])[number])
        return asked, asking(asked, language=language, attempt=attempt)

    return posed_in


@pytest.mark.parametrize(("kind", "number"), ASKED)
@given(entered=ENTERED, language=st.sampled_from(LANGUAGES), attempt=st.integers(1, 4))
@settings(deadline=None, max_examples=60)
def test_nothing_that_people_enter_breaks_a_kind(posed, kind, number, entered, language, attempt):
    asked, circumstances = posed(kind, number, language, attempt)
    value = asked.understand(entered, circumstances)
    problem = value if isinstance(value, Problem) else None
    if problem is None:
        problem = asked.check(value.value if isinstance(value, Kept) else value, circumstances)
    if problem is not None:
        assert problem.code == problem.code.lower().replace(" ", "-") != ""
        assert 0 < len(problem.words) < 400
        assert "{" not in problem.words.replace("{", "", str(entered).count("{"))


@pytest.mark.parametrize(("kind", "number"), [each for each in ASKED if not a_file(each[0])])
@given(entered=ENTERED, language=st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=60)
def test_what_is_stored_can_be_shown_and_typed_again_and_is_the_same(posed, kind, number, entered, language):
    asked, circumstances = posed(kind, number, language, attempt=3)
    value = asked.understand(entered, circumstances)
    if isinstance(value, Problem) or asked.check(value, circumstances) is not None:
        return
    assert_comes_back(asked, value, circumstances)


@pytest.mark.parametrize(("kind", "number"), ASKED)
@given(value=JSON, language=st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=60)
def test_no_value_that_somebody_lodges_breaks_a_kind(posed, kind, number, value, language):
    asked, circumstances = posed(kind, number, language, attempt=3)
    if asked.check(value, circumstances) is None and not a_file(kind):
        assert_comes_back(asked, value, circumstances)


@given(value=st.decimals(-5, 5000, places=2), language=st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_every_number_comes_back_with_the_digits_that_were_typed(posed, value, language):
    asked, circumstances = posed("number", 1, language)
    number = asked.understand({ANSWER: asked.retype(float(value), circumstances)}, circumstances)
    assert f"{number:.2f}" == f"{value + 0:.2f}"
    assert_comes_back(asked, number, circumstances)


@given(cents=st.integers(0, 10**14), language=st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_every_amount_comes_back(posed, cents, language):
    asked, circumstances = posed("money", 0, language)
    assert_comes_back(asked, {"cents": cents, "currency": "EUR"}, circumstances)
    shown = asked.understand(
        {ANSWER: asked.show({"cents": cents, "currency": "EUR"}, circumstances)}, circumstances
    )
    assert shown == {"cents": cents, "currency": "EUR"}


@given(days=st.integers(-40_000, 40_000), language=st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_every_day_comes_back_and_is_understood_as_it_is_shown(posed, days, language):
    asked, circumstances = posed("date", 0, language)
    day = (date(2026, 11, 23) + timedelta(days=days)).isoformat()
    assert_comes_back(asked, day, circumstances)
    assert asked.understand({ANSWER: asked.show(day, circumstances)}, circumstances) == day


def test_every_house_in_town_comes_back_in_every_language(posed, streets):
    for language in ("nl", "fr"):
        asked, circumstances = posed("place", 0, language)
        for street in streets:
            for number in (None, f"{street.highest}A"):
                words = f"{street.name(language)} {number or ''}, {street.postcode} {street.district}"
                assert_comes_back(asked, asked.understand({ANSWER: words}, circumstances), circumstances)


def assert_comes_back(asked, value, circumstances):
    """Typed again as `retype` and the filled inputs say, it is the same value; and it can be shown."""
    assert asked.check(value, circumstances) is None
    filled = {part.name: part.value for part in asked.parts(circumstances, value)}
    assert asked.understand(filled, circumstances) == value
    assert asked.understand({ANSWER: asked.retype(value, circumstances)}, circumstances) == value
    assert isinstance(asked.show(value, circumstances), str)


@pytest.mark.parametrize(("kind", "number"), ASKED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_a_right_answer(posed, kind, number, language):
    asked, circumstances = posed(kind, number, language)
    example = asked.example(circumstances)
    if example:
        value = asked.understand({ANSWER: example}, circumstances)
        assert not isinstance(value, Problem)
        assert asked.check(value, circumstances) is None


@pytest.mark.parametrize(("kind", "number"), ASKED)
def test_every_option_is_understood_by_value_label_and_number(posed, kind, number):
    asked, circumstances = posed(kind, number, "en")
    for place, option in enumerate(asked.choices_offered(circumstances), 1):
        expected = asked.understand({ANSWER: option.value}, circumstances)
        assert not isinstance(expected, Problem)
        assert asked.understand({ANSWER: option.label}, circumstances) == expected
        assert asked.understand({ANSWER: str(place)}, circumstances) == expected


@pytest.mark.parametrize(("kind", "number"), ASKED)
def test_every_input_has_a_hint_that_doors_know(posed, kind, number):
    asked, circumstances = posed(kind, number, "en")
    parts = asked.parts(circumstances)
    assert {asked.hint, *(part.hint for part in parts)} <= set(typing.get_args(HintName))
    assert len({part.name for part in parts}) == len(parts) > 0


@pytest.mark.parametrize(("kind", "number"), ASKED)
def test_a_sensitive_entry_is_not_repeated(question, asking, kind, number):
    asked = question(kind, **SETTINGS.get(kind, [{}])[number], sensitive=True)
    problem = asked.understand({ANSWER: "Secretissimo 76121x"}, asking(asked))
    if not isinstance(problem, Problem):
        problem = asked.check(problem, asking(asked))
    assert problem is None or ("Secretissimo" not in problem.words and "76121" not in problem.words)


@pytest.mark.parametrize("kind", KINDS)
def test_the_word_in_the_yaml_chooses_the_kind(kind):
    declared = {"code": "it", "ask": "What?", "kind": kind} | SETTINGS.get(kind, [{}])[0]
    assert type(TypeAdapter(AnyQuestion).validate_python(declared)) is KINDS[kind]


def test_the_kinds_load_without_what_only_some_of_them_need():
    slow = [
        "PIL",
        "phonenumbers",
        "email_validator",
        "stdnum",
        "babel",
        "rapidfuzz",
        "service.registers.streets",
    ]
    loaded = f"import service.questions, sys; print([m for m in {slow} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_options_offered_now_count_and_not_those_declared(question, asking):
    asked = question("choice", options=OPTIONS)
    offered = (Option("pavement", "Un trottoir cassé", ("trottoir",)),)
    assert asked.understand({ANSWER: "trottoir"}, asking(asked, options=offered)) == "pavement"
    assert isinstance(asked.understand({ANSWER: "pothole"}, asking(asked, options=offered)), Problem)
