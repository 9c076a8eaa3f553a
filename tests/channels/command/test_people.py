"""One person's data is handed out whole and erased with proof; what other people gave stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service.assembly import Core
from service.messages import Reply, Upload, Visitor
from tests.commands import run
from tests.conftest import Born
from tests.service.conftest import answered
from tests.service.test_privacy import kept, readable

CONTACT, OTHER = "tel:+32470987654", "tel:+32470111213"
WORDS = ("street", "no", "other", "Quetzalcoatl", "Academiestraat 7", "skip", "0")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def database(copied: Born, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands look at the database of this test, of whichever engine."""
    monkeypatch.setenv("NOWRONGDOOR_DATABASE_URL", copied.database_url)


def texted(town: Core, line: Visitor, *words: str) -> str:
    for number, each in enumerate(words):
        back = str(town.front_office.hear(Reply(each, f"{line.line}{number}"[-60:]), line))
    return back


def reference_in(said: str) -> str:
    return said.partition("reference='")[2].partition("'")[0]


@pytest.fixture
def reference(town: Core, visitor: Callable[..., Visitor]) -> str:
    """A case by text, and a draft on pages with the same number in it; somebody else reports the same street."""
    said = texted(town, visitor(CONTACT), *WORDS)
    texted(town, visitor(OTHER), *(each.replace("Quetzalcoatl", "Popocatepetl") for each in WORDS))
    pages = visitor()
    turn = town.front_office.begin("street-problem", pages)
    turn = answered(town, turn, pages, "no", "other", "Ultima Thule", "Academiestraat 9")
    turn = answered(town, turn, pages, {"answer": Upload(PNG, "image/png", "hole.png")}, "0470 98 76 54")
    return reference_in(said)


def test_what_is_kept_is_handed_out_in_one_folder(
    town: Core, reference: str, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "for-them"
    done = run("person", "export", "+32 470 98 76 54", folder, "--data", data)
    assert done.exit_code == 0, done.output
    assert "1 cases, 1 drafts, 1 lines" in done.output
    assert folder.stat().st_mode & 0o077 == 0
    written = json.loads((folder / "person.json").read_text())
    (case,), (draft,), (line,) = written["cases"], written["drafts"], written["lines"]
    assert case["reference"] == reference
    assert {each["value"] for each in case["answers"] if isinstance(each["value"], str)} >= {"Quetzalcoatl"}
    assert case["receipt"]["status_code"]
    assert draft["state"] == "open"
    assert line["address"] == "+32460000000"
    (photo,) = [each for each in draft["answers"] if "file" in each]
    assert (folder / photo["file"]).stat().st_size > 60
    assert (folder / photo["file"]).stat().st_mode & 0o077 == 0
    assert "Popocatepetl" not in (folder / "person.json").read_text()
    assert town.back_office.audit.of_reference(reference)[0].deed == "exported"
    assert "is there already" in run("person", "export", CONTACT[4:], folder, "--data", data).output


def test_a_case_that_is_open_is_not_erased_unless_that_is_said(
    town: Core, reference: str, data: Path
) -> None:
    refused = run("person", "erase", CONTACT[4:], "--because", "asked", "--yes", "--data", data)
    assert refused.exit_code == 1
    assert f"The office still works on {reference}: nothing is erased." in refused.output
    assert town.back_office.show(reference) is not None
    assert run("person", "erase", CONTACT[4:], "--yes", "--data", data).exit_code == 2, "without a reason"


def test_erased_is_erased_from_the_files_too_and_what_stays_is_told(
    town: Core, reference: str, data: Path, visitor: Callable[..., Visitor]
) -> None:
    keys = [draft.record.wrapped for draft in town.operations.people.of_contacts([CONTACT]).drafts]
    erasing = ("person", "erase", CONTACT[4:], "--because", "asked", "--even-open", "--yes", "--data", data)
    done = run(*erasing)
    assert done.exit_code == 0, done.output
    assert f"1 cases ({reference}), 1 drafts, 1 lines." in done.output
    assert "older backups: they hold it" in done.output
    found = kept(town, data)
    assert len(keys) == 2
    assert not [name for name, content in found.items() if any(key in content for key in keys)]
    assert not readable(found, "Quetzalcoatl")
    assert town.back_office.show(reference) is None
    assert [each.deed for each in town.back_office.audit.of_reference(reference)] == ["erased"]
    assert town.back_office.audit.of_reference(reference)[0].about == "asked"
    assert isinstance(town.back_office.audit.verify(), tuple)
    again = run(*erasing)
    assert (again.exit_code, again.output) == (0, "Nothing is kept.\n")
    other = run("person", "erase", OTHER[4:], "--because", "asked", "--yes", "--data", data)
    assert "1 cases, 0 drafts, 1 lines" in other.output, "what somebody else gave is still there"


def test_one_case_is_erased_by_its_reference_and_the_rest_stays(
    town: Core, reference: str, data: Path
) -> None:
    erasing = ("person", "erase", reference, "--because", "mistaken", "--even-open", "--data", data)
    assert run(*erasing, typed="n\n").exit_code == 1
    assert town.back_office.show(reference) is not None
    assert run(*erasing, typed="y\n").exit_code == 0
    found = town.operations.people.of_contacts([CONTACT])
    assert (len(found.drafts), len(found.cases), len(found.lines)) == (1, 0, 1)


def test_who_wanted_no_messages_gets_none_after_all_else_is_forgotten(
    town: Core, data: Path, visitor: Callable[..., Visitor]
) -> None:
    texted(town, visitor(CONTACT), "street", "STOP")
    done = run("person", "erase", CONTACT[4:], "--because", "asked", "--yes", "--data", data)
    assert "so that nobody writes to it again" in done.output
    assert done.exit_code == 0, done.output
    found = town.operations.people.of_contacts([CONTACT])
    assert [(each.withdrawn, each.word, each.address) for each in found.consents] == [(True, "", "")]
    assert not found.lines
    assert not found.drafts


def test_what_is_neither_a_contact_nor_a_reference_is_refused(town: Core, data: Path) -> None:
    assert "is no number like" in run("person", "export", "Zenobia", data / "x", "--data", data).output
