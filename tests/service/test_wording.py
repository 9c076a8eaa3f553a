from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.wording import Wording, read_wording

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Thank you, {name}."
msgstr "Merci, {name}."

#, fuzzy
msgid "Not checked yet."
msgstr "Pas encore vérifié."

msgid "{number} day"
msgid_plural "{number} days"
msgstr[0] "{number} jour"
msgstr[1] "{number} jours"
"""


@pytest.fixture
def english(tmp_path: Path) -> Wording:
    return read_wording("en", tmp_path, "EUR", "Europe/Brussels")


@pytest.fixture
def french(tmp_path: Path) -> Wording:
    (tmp_path / "fr.po").write_text(CATALOGUE, "utf-8")
    return read_wording("fr", tmp_path, "EUR", "Europe/Brussels")


def test_without_a_catalogue_a_sentence_stays_as_it_is(english: Wording) -> None:
    assert english.say("Thank you, {name}.", name="Ana") == "Thank you, Ana."


def test_a_sentence_is_said_in_the_language_of_its_catalogue(french: Wording) -> None:
    assert french.say("Thank you, {name}.", name="Ana") == "Merci, Ana."
    assert french.say("Nobody has translated this.") == "Nobody has translated this."


def test_a_translation_that_nobody_has_checked_is_not_used(french: Wording) -> None:
    assert french.say("Not checked yet.") == "Not checked yet."


def test_nothing_said_is_nothing_said(french: Wording) -> None:
    """In a catalogue the empty sentence stands for the catalogue's own header."""
    assert french.say("") == ""


def test_braces_in_what_a_person_wrote_stay_as_they_are(english: Wording) -> None:
    assert english.say("Thank you, {name}.", name="{name} {0} {x.__class__}") == (
        "Thank you, {name} {0} {x.__class__}."
    )
    assert english.say("A sentence with {braces} and no values.") == "A sentence with {braces} and no values."


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")]
)
def test_a_number_decides_the_sentence(english: Wording, number: int, said: str) -> None:
    assert english.count("{number} day", "{number} days", number) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 jour"), (1, "1 jour"), (2, "2 jours")])
def test_a_language_has_its_own_rule_for_plurals(french: Wording, number: int, said: str) -> None:
    assert french.count("{number} day", "{number} days", number) == said


def test_dates_stand_with_the_day_first(english: Wording, french: Wording) -> None:
    assert english.date(date(2026, 12, 3)) == "3 December 2026"
    assert french.date(date(2026, 12, 3)) == "3 décembre 2026"


def test_the_day_of_a_moment_is_the_towns(english: Wording) -> None:
    assert english.day_of(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "24 November 2026"


@pytest.mark.parametrize(
    ("cents", "said"),
    [(0, "€0.00"), (5, "€0.05"), (1250, "€12.50"), (123456789, "€1,234,567.89"), (-250, "-€2.50")],
)
def test_money_is_exact_to_the_cent(english: Wording, cents: int, said: str) -> None:
    assert english.money(cents) == said


def test_lists_are_joined_as_people_say_them(english: Wording, french: Wording) -> None:
    assert english.all_of(["a", "b", "c"]) == "a, b and c"
    assert english.any_of(["a", "b", "c"]) == "a, b or c"
    assert english.all_of(["a"]) == "a"
    assert english.all_of([]) == ""
    assert french.all_of(["a", "b"]) == "a et b"


@pytest.mark.parametrize("language", ["en", "fr", "nl", "ar"])
def test_every_language_of_the_demo_has_its_country(tmp_path: Path, language: str) -> None:
    wording = read_wording(language, tmp_path, "EUR", "Europe/Brussels")
    assert wording.locale.language == language
    assert wording.date(date(2026, 12, 3))


def test_a_rehearsal_shows_what_is_not_translated(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(CATALOGUE, "utf-8")
    french = read_wording("fr", tmp_path, "EUR", "Europe/Brussels", marked_as="en")
    assert french.say("Thank you, {name}.", name="An") == "Merci, An."
    assert french.say("Sorry, {name}.", name="An") == "[en] Sorry, An."
    assert french.count("{number} box", "{number} boxes", 3) == "[en] 3 boxes"
    assert french.of_town("town.offices.works.hours", "Monday") == "[en] Monday"
    dutch = read_wording("nl", tmp_path, "EUR", "Europe/Brussels", marked_as="en")
    assert dutch.say("Sorry.") == "[en] Sorry."
