"""What `translate check` finds, and that it finds nothing where all is well."""

from __future__ import annotations

import pytest

from service.translating.checking import checked
from service.translating.gathering import Sentence

SAID = Sentence(("Call {name}: {phone}.",), "a")
PAGE = Sentence(("Reply 1 to %(last)s.",))
DAYS = Sentence(("{number} day", "{number} days"))
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def found(entry: str, sentence: Sentence, language: str = "fr") -> list[str]:
    return [each.words for each in checked((HEAD + entry).encode(), "fr.po", language, [sentence])]


def text(said: str, flag: str = "") -> str:
    return f'{flag}msgctxt "a"\nmsgid "Call {{name}}: {{phone}}."\nmsgstr "{said}"\n'


def test_what_is_right_is_passed_over() -> None:
    assert found(text("Appelez {name} : {phone}."), SAID) == []
    assert found(text("{phone}, {name}"), SAID) == []


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (text(""), "is not translated"),
        (text("Appelez {name}."), "lacks the name `phone`"),
        (text("Appelez {name} : {phone} {nom}."), "does not stand in the sentence: `nom`"),
        (text("Appelez {name} : {phone}.", "#, fuzzy\n"), "look at it"),
        ("", "is missing"),
    ],
)
def test_what_is_wrong_is_named(entry: str, words: str) -> None:
    (only,) = found(entry, SAID)
    assert words in only
    assert "Call {name}" in only


def test_names_of_pages_are_compared_too() -> None:
    entry = 'msgid "Reply 1 to %(last)s."\nmsgstr "Repondez 1 a %(dernier)s."\n'
    assert len(found(entry, PAGE)) == 1


def test_every_form_of_a_number_is_wanted_and_the_number_itself_may_be_left_out() -> None:
    forms = '"{number} day"\nmsgid_plural "{number} days"\nmsgstr[0] "un jour"\nmsgstr[1] "{number} jours"\n'
    assert found(f"msgid {forms}", DAYS) == []
    assert "is not translated" in found(f"msgid {forms}", DAYS, "ar")[0]
    assert "cannot be read" in found(f'msgid {forms}msgstr[2] "x"\n', DAYS)[0]


def test_a_sentence_that_is_gone_is_named_with_its_line() -> None:
    (finding,) = checked(
        (HEAD + text("x {name} {phone}") + '\nmsgid "Gone."\nmsgstr "x"\n').encode(), "fr.po", "fr", [SAID]
    )
    assert (finding.line, "Gone." in finding.words) == (8, True)


def test_a_file_that_cannot_be_read_is_one_finding() -> None:
    (finding,) = checked(b'msgid "a"\nnonsense\n', "fr.po", "fr", [SAID])
    assert (finding.file, finding.severity) == ("fr.po", "error")
