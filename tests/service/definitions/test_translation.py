from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.definitions.folder import Folder
from service.definitions.loading import load
from service.definitions.translation import texts_from_po
from tests.service.definitions.conftest import FAULTLESS, TABLES, Town

SOURCE = {"title": "Hire a hall", "receipt": "We have {seats} seats for {event}.", "needs.0": "A pen"}


def entry(place: str, source: str, text: str, flag: str = "") -> str:
    return f'{flag}msgctxt "{place}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'


def said(*entries: str) -> tuple[dict[str, str], list[str]]:
    translated = texts_from_po("".join(entries).encode(), SOURCE, "fr.po")
    return translated.texts, [str(finding) for finding in translated.findings]


def test_a_text_is_found_by_its_place():
    texts, findings = said(
        entry("title", "Hire a hall", "Louer une salle"), entry("needs.0", "A pen", "Un stylo")
    )
    assert texts == {"title": "Louer une salle", "needs.0": "Un stylo"}
    assert findings == []


def test_an_empty_or_fuzzy_translation_is_left_out_in_silence():
    texts, findings = said(
        entry("title", "Hire a hall", ""), entry("needs.0", "A pen", "Un crayon", "#, fuzzy\n")
    )
    assert texts == {}
    assert findings == []


def test_a_translation_of_another_text_is_outdated():
    texts, findings = said(entry("title", "Hire the hall", "Louer la salle"))
    assert texts == {}
    assert findings == [
        (
            "fr.po:2:1: warning: the text at `title` was changed since it was translated: "
            "update the file, then look at it again"
        )
    ]


def test_a_translation_for_a_place_that_is_gone_is_outdated():
    _, findings = said(entry("summary", "Hire", "Louer"))
    assert findings == ["fr.po:2:1: warning: the service has no text at `summary` any more: update the file"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Il y a {seats} places.",
            "`{event}` is missing in the translation: every name in braces must stand there too",
        ),
        ("{seats} {event} {days}", "`{days}` does not stand in the text that is translated: take it out"),
        ("{seats} {event} {", "the translation holds a brace that belongs to no name: take it out"),
    ],
)
def test_the_names_in_braces_must_be_the_same(text: str, words: str):
    texts, findings = said(entry("title", "Hire a hall", "Louer"), entry("receipt", SOURCE["receipt"], text))
    assert texts == {"title": "Louer"}
    assert findings == [f"fr.po:6:1: error: {words}"]


def test_names_in_braces_may_stand_in_another_order():
    texts, findings = said(entry("receipt", SOURCE["receipt"], "Pour {event}: {seats}, oui, {seats} places."))
    assert not findings
    assert set(texts) == {"receipt"}


def test_a_text_without_a_place_is_pointed_out():
    _, findings = said('msgid "Hire a hall"\nmsgstr "Louer"\n')
    assert "has no place" in findings[0]


@given(st.binary(max_size=80))
def test_whatever_the_bytes_reading_never_raises(content: bytes):
    texts_from_po(content, SOURCE, "fr.po")


@given(st.text(alphabet='msgctxtidr "\n#,fuzy[]01{}\\é', max_size=120))
def test_whatever_the_text_reading_never_raises(content: str):
    texts_from_po(content.encode(), SOURCE, "fr.po")


def findings_with(name: str, content: str = "") -> list[str]:
    files = {"service.yaml": FAULTLESS, **TABLES, name: content}
    folder = Folder("trial", {name: text.encode() for name, text in files.items()})
    return [str(each).removeprefix(f"{folder.named(name)}:") for each in load(folder, Town()).findings]


def test_a_file_is_named_after_a_language_that_the_town_speaks():
    assert findings_with("fr.po") == []
    assert findings_with("french.po") == [
        "1:1: error: name the file after a language, such as `fr.po` or `nl.po`"
    ]
    assert findings_with("zz.po") == [
        "1:1: error: name the file after a language, such as `fr.po` or `nl.po`"
    ]
    assert findings_with("de.po") == ["1:1: warning: the town does not speak `de`: this file is not used"]
    assert findings_with("en.po") == [
        "1:1: warning: `service.yaml` itself is written in `en`: this file is not used"
    ]


def test_a_service_speaks_the_languages_of_its_files_and_falls_back_to_its_own():
    files = {"service.yaml": FAULTLESS, **TABLES, "fr.po": entry("title", "Hire a hall", "Louer une salle")}
    definition = load(
        Folder("trial", {name: text.encode() for name, text in files.items()}), Town()
    ).definition
    assert definition is not None
    assert definition.text("title", "fr") == "Louer une salle"
    assert definition.text("title", "nl") == "Hire a hall"
    assert definition.text("summary", "fr") == "For one day or more."


def test_a_translated_word_names_one_option_only():
    service = FAULTLESS.replace(
        "{value: sale, label: A sale}", "{value: sale, label: A sale, also: [auction]}"
    )
    french = entry("questions.event.options.party.label", "A party", "Une fête") + entry(
        "questions.event.options.sale.also.0", "auction", "vente, une fete"
    )
    files = {"service.yaml": service.encode(), "fr.po": french.encode()}
    tables = {name: text.encode() for name, text in TABLES.items()}
    folder = Folder("trial", files | tables)
    assert [
        str(each).removeprefix(f"{folder.named('fr.po')}:") for each in load(folder, Town()).findings
    ] == ["5:1: error: `une fete` means `party` too: take it out of one of the two"]
