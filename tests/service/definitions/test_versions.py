from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from service.definitions.versions import Shelf
from service.store.database import Database, open_database
from service.store.schema import prepare
from service.store.tables import definitions as table

if TYPE_CHECKING:
    from tests.conftest import SettableClock

TRIAL = """\
service: trial
title: Hire a hall
summary: For one day or more.
office: halls
takes: 2 minutes
receipt: We will look.
questions:
  - {code: size, ask: How many guests?, kind: number, min: 1, max: 500}
"""
FRENCH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: fr\\n"

msgctxt "questions.size.ask"
msgid "How many guests?"
msgstr "Combien d’invités ?"
"""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    prepare(opened)
    yield opened
    opened.close()


@pytest.fixture
def services(tmp_path: Path) -> Path:
    folder = tmp_path / "services"
    write(folder, TRIAL)
    return folder


@pytest.fixture
def shelf(services: Path, database: Database, clock: SettableClock) -> Shelf:
    published = Shelf(services, database, clock)
    assert errors(published) == []
    return published


def write(services: Path, text: str, code: str = "trial", name: str = "service.yaml") -> None:
    (services / code).mkdir(parents=True, exist_ok=True)
    (services / code / name).write_text(text.replace("service: trial", f"service: {code}"), "utf-8")


def errors(shelf: Shelf) -> list[str]:
    return [str(finding) for finding in shelf.publish() if finding.severity == "error"]


def served(shelf: Shelf) -> list[str]:
    return [definition.code for definition in shelf.services()]


def stored(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(table.c.revision)).scalars())


def title(shelf: Shelf, code: str = "trial") -> str:
    definition = shelf.current(code)
    assert definition is not None
    return definition.text("title", "en")


# --- publishing -----------------------------------------------------------------------------------------------


def test_what_is_published_is_served_and_kept(shelf: Shelf, database: Database) -> None:
    definition = shelf.current("trial")
    assert definition is not None
    assert served(shelf) == ["trial"]
    assert stored(database) == [definition.revision]
    assert shelf.at(definition.revision) is definition


def test_publishing_twice_is_publishing_once(shelf: Shelf, database: Database) -> None:
    before = shelf.current("trial")
    assert errors(shelf) == []
    assert len(stored(database)) == 1
    assert before is not None
    assert shelf.current("trial").revision == before.revision


def test_another_wording_is_a_new_revision_of_the_same_version(shelf: Shelf, services: Path) -> None:
    before = shelf.current("trial")
    write(services, TRIAL.replace("Hire a hall", "Rent a hall"))
    assert errors(shelf) == []
    after = shelf.current("trial")
    assert before is not None
    assert after is not None
    assert title(shelf) == "Rent a hall"
    assert after.version == before.version
    assert after.revision != before.revision
    assert shelf.at(before.revision).text("title", "en") == "Hire a hall"


def test_another_meaning_is_a_new_version(shelf: Shelf, services: Path) -> None:
    before = shelf.current("trial")
    write(services, TRIAL.replace("max: 500", "max: 400"))
    assert errors(shelf) == []
    after = shelf.current("trial")
    assert before is not None
    assert after is not None
    assert after.version != before.version


def test_a_revision_that_comes_back_is_the_newest_again(
    shelf: Shelf, services: Path, database: Database, clock: SettableClock
) -> None:
    for text in (TRIAL.replace("Hire a hall", "Rent a hall"), TRIAL, "broken: ["):
        clock.pass_(timedelta(minutes=1))
        write(services, text)
        shelf.publish()
    assert len(stored(database)) == 2
    restarted = Shelf(services, database, clock)
    restarted.publish()
    assert title(restarted) == "Hire a hall"


def test_a_folder_that_is_taken_away_is_offered_no_more_but_its_drafts_go_on(
    shelf: Shelf, services: Path
) -> None:
    definition = shelf.current("trial")
    shutil.rmtree(services / "trial")
    assert errors(shelf) == []
    assert served(shelf) == []
    assert definition is not None
    assert shelf.serving(definition.revision) == definition


def test_services_stand_in_the_towns_order_and_then_by_name(
    services: Path, database: Database, clock: SettableClock
) -> None:
    for code in ("beta", "alpha", "gamma"):
        write(services, TRIAL, code)
    shelf = Shelf(services, database, clock, order=("gamma", "trial", "gone"))
    assert errors(shelf) == []
    assert served(shelf) == ["gamma", "trial", "alpha", "beta"]


def test_hidden_folders_and_files_are_no_services(
    services: Path, database: Database, clock: SettableClock
) -> None:
    for code in (".git", "_drawer"):
        write(services, "broken: [", code)
    (services / "README.md").write_text("Read me.", "utf-8")
    shelf = Shelf(services, database, clock)
    assert shelf.publish() == []
    assert served(shelf) == ["trial"]


def test_without_a_folder_nothing_is_served(database: Database, tmp_path: Path, clock: SettableClock) -> None:
    shelf = Shelf(tmp_path / "nowhere", database, clock)
    assert shelf.publish() == []
    assert served(shelf) == []
    assert not shelf.changed()


def test_processes_that_publish_at_once_publish_the_same(
    services: Path, database: Database, clock: SettableClock
) -> None:
    shelves = [Shelf(services, database, clock) for _ in range(6)]
    failures: list[BaseException] = []
    ready = threading.Barrier(len(shelves))

    def publish(shelf: Shelf) -> None:
        ready.wait()
        try:
            shelf.publish()
        except Exception as failure:  # noqa: BLE001 - shown by the test itself
            failures.append(failure)

    threads = [threading.Thread(target=publish, args=(each,)) for each in shelves]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert len(stored(database)) == 1
    assert len({title(each) for each in shelves}) == 1


# --- the last good one ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["", "broken: [", TRIAL.replace("kind: number", "kind: numbre"), "\0"])
def test_a_broken_folder_leaves_its_last_good_version_serving_and_says_so(
    shelf: Shelf, services: Path, broken: str
) -> None:
    write(services, TRIAL, "other")
    write(services, broken)
    found = errors(shelf)
    assert found
    assert all("trial/service.yaml" in each for each in found)
    assert served(shelf) == ["other", "trial"]
    assert title(shelf) == "Hire a hall"


def test_it_serves_after_a_restart_too(
    shelf: Shelf, services: Path, database: Database, clock: SettableClock
) -> None:
    write(services, "broken: [")
    restarted = Shelf(services, database, clock)
    assert errors(restarted)
    assert title(restarted) == "Hire a hall"


def test_a_folder_that_was_never_good_is_not_served(
    services: Path, database: Database, clock: SettableClock
) -> None:
    write(services, "broken: [")
    shelf = Shelf(services, database, clock)
    assert errors(shelf)
    assert served(shelf) == []


def test_a_mended_folder_is_served_again(shelf: Shelf, services: Path) -> None:
    write(services, "broken: [")
    assert errors(shelf)
    write(services, TRIAL.replace("Hire a hall", "Rent a hall"))
    assert errors(shelf) == []
    assert title(shelf) == "Rent a hall"


# --- what drafts keep -----------------------------------------------------------------------------------------


def test_a_revision_read_from_the_store_is_the_one_that_was_published(
    services: Path, database: Database, clock: SettableClock
) -> None:
    """Its translations and tables too, wherever the folder is by then."""
    write(services, FRENCH, name="fr.po")
    first = Shelf(services, database, clock)
    assert errors(first) == []
    published = first.current("trial")
    assert published is not None
    shutil.rmtree(services)
    read = Shelf(services, database, clock).at(published.revision)
    assert (read.version, read.revision, read.model) == (
        published.version,
        published.revision,
        published.model,
    )
    assert (read.texts, read.translations) == (published.texts, published.translations)
    assert read.text("questions.size.ask", "fr") == "Combien d’invités ?"


def test_a_revision_that_was_never_published_is_not_there(shelf: Shelf) -> None:
    with pytest.raises(LookupError, match="no definition has the revision"):
        shelf.at("f" * 64)


def test_a_draft_keeps_its_questions_but_in_a_rehearsal_it_gets_the_newest(
    services: Path, database: Database, clock: SettableClock
) -> None:
    real, rehearsal = Shelf(services, database, clock), Shelf(services, database, clock, live=True)
    assert errors(real) == errors(rehearsal) == []
    before = real.current("trial")
    write(services, TRIAL.replace("Hire a hall", "Rent a hall"))
    assert errors(real) == errors(rehearsal) == []
    assert before is not None
    assert real.serving(before.revision).text("title", "en") == "Hire a hall"
    assert rehearsal.serving(before.revision).text("title", "en") == "Rent a hall"
    assert rehearsal.at(before.revision).text("title", "en") == "Hire a hall"


# --- watching -------------------------------------------------------------------------------------------------


def test_saving_a_file_is_noticed_until_it_is_published(shelf: Shelf, services: Path) -> None:
    assert not shelf.changed()
    write(services, TRIAL.replace("Hire a hall", "Rent a hall for a day"))
    assert shelf.changed()
    shelf.publish()
    assert not shelf.changed()


def test_new_and_vanished_files_and_folders_are_noticed(shelf: Shelf, services: Path) -> None:
    for change in (
        lambda: write(services, FRENCH, name="fr.po"),
        lambda: (services / "trial" / "fr.po").unlink(),
        lambda: write(services, TRIAL, "other"),
        lambda: shutil.rmtree(services / "other"),
    ):
        change()
        assert shelf.changed()
        shelf.publish()
        assert not shelf.changed()


def test_files_that_come_and_go_while_one_looks_do_no_harm(shelf: Shelf, services: Path) -> None:
    """Editors write beside a file and rename; a folder is copied or removed while the watch looks."""
    ended = threading.Event()

    def save_busily() -> None:
        while not ended.is_set():
            write(services, "draft", name="service.yaml.swp")
            write(services, "draft", "passing")
            (services / "trial" / "service.yaml.swp").unlink()
            shutil.rmtree(services / "passing")

    (services / "trial" / ".#service.yaml").symlink_to("nowhere")
    editor = threading.Thread(target=save_busily)
    editor.start()
    try:
        for _ in range(300):
            shelf.changed()
    finally:
        ended.set()
        editor.join()
    assert errors(shelf) == []
    write(services, TRIAL + "# saved")
    assert shelf.changed()


def test_a_reader_sees_one_complete_state_or_the_next(shelf: Shelf, services: Path) -> None:
    before = shelf.services()
    write(services, TRIAL, "other")
    shelf.publish()
    assert [each.code for each in before] == ["trial"]
    assert served(shelf) == ["other", "trial"]


def test_editing_all_day_fills_no_memory_and_forgets_no_revision(
    shelf: Shelf, services: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.definitions.versions.MOST_KNOWN", 5)
    revisions = []
    for guests in range(500, 520):
        write(services, TRIAL.replace("max: 500", f"max: {guests}"))
        assert errors(shelf) == []
        current = shelf.current("trial")
        assert current is not None
        revisions.append(current.revision)
    assert len(shelf._known) <= 5
    assert all(shelf.at(revision).revision == revision for revision in revisions)
    assert len(shelf._known) <= 5
