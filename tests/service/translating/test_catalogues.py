"""Bringing a `.po` file up to date: nothing a translator did is lost, and nothing changes without a reason."""

from __future__ import annotations

import io

import pytest
from babel.messages.pofile import read_po

from service.translating.catalogues import Unreadable, renewed, template
from service.translating.gathering import Sentence

WHERE = Sentence(("Where is it?",), "questions.where.ask")
DAYS = Sentence(("{number} day", "{number} days"), "", ("service/catalogue.py",))


def entry(context: str, source: str, said: str, flags: str = "") -> bytes:
    return f'{flags}\nmsgctxt "{context}"\nmsgid "{source}"\nmsgstr "{said}"\n'.encode()


OLD = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n' + entry(
    "questions.where.ask", "Where is it?", "Ou est-ce ?"
)


def read(content: bytes, language: str = "fr"):
    return read_po(io.BytesIO(content), locale=language)


def test_a_new_file_has_every_sentence_and_no_translation() -> None:
    catalogue = read(renewed(b"", "fr.po", "fr", [WHERE, DAYS]))
    assert [(each.id, each.context) for each in catalogue if each.id] == [
        ("Where is it?", "questions.where.ask"),
        (("{number} day", "{number} days"), None),
    ]


def test_what_was_translated_stays() -> None:
    assert (
        read(renewed(OLD, "fr.po", "fr", [WHERE])).get("Where is it?", WHERE.context).string == "Ou est-ce ?"
    )


def test_a_text_that_reads_otherwise_now_keeps_its_translation_until_somebody_has_looked() -> None:
    reworded = Sentence(("At which place is it?",), WHERE.context)
    message = read(renewed(OLD, "fr.po", "fr", [reworded])).get(reworded.words[0], WHERE.context)
    assert (message.string, message.fuzzy) == ("Ou est-ce ?", True)
    assert b'#| msgid "Where is it?"' in renewed(OLD, "fr.po", "fr", [reworded])


def test_a_sentence_of_the_code_that_was_reworded_a_little_keeps_its_translation_too() -> None:
    old = renewed(b"", "fr.po", "fr", [Sentence(("Please write a number.",))])
    old = old.replace(
        b'msgid "Please write a number."\nmsgstr ""', b'msgid "Please write a number."\nmsgstr "Un nombre."'
    )
    message = read(renewed(old, "fr.po", "fr", [Sentence(("Please write one number.",))])).get(
        "Please write one number."
    )
    assert (message.string, message.fuzzy) == ("Un nombre.", True)


def test_what_is_said_nowhere_any_more_leaves_the_file() -> None:
    assert not [each for each in read(renewed(OLD, "fr.po", "fr", [DAYS])) if each.context]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_doing_it_twice_changes_nothing(language: str) -> None:
    once = renewed(OLD, "x.po", language, [WHERE, DAYS])
    assert renewed(once, "x.po", language, [WHERE, DAYS]) == once


def test_a_template_is_the_same_each_time() -> None:
    assert template([WHERE, DAYS]) == template([WHERE, DAYS])
    assert b'msgctxt "questions.where.ask"' in template([WHERE])


def test_a_file_that_is_no_catalogue_is_named_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"^fr\.po:\d+: "):
        renewed(b'msgid "a"\nnonsense here\n', "fr.po", "fr", [WHERE])
