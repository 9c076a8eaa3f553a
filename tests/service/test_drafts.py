from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from service.changes import Changes
from service.definitions.definition import Definition
from service.definitions.versions import Shelf
from service.drafts import Draft, Drafts, Overtaken
from service.messages import Value, Visitor
from service.store import events
from service.store.tables import answers, files
from service.vault import Sealed, Vault

if TYPE_CHECKING:
    from service.assembly import Core
    from tests.conftest import SettableClock

KEPT = timedelta(days=30)
SERVICES = Path(__file__).parents[2] / "config" / "services"


@pytest.fixture
def drafts(town: Core) -> Drafts:
    return town.front_office.drafts


@pytest.fixture
def definition(town: Core) -> Definition:
    found = town.front_office.shelf.current("street-problem")
    assert found is not None
    return found


@pytest.fixture
def sitting(visitor: Callable[..., Visitor]) -> Visitor:
    return visitor()


@pytest.fixture
def begun(drafts: Drafts, definition: Definition, sitting: Visitor) -> Draft:
    """A draft as it was just stored."""
    return begin(drafts, definition, sitting)


def begin(drafts: Drafts, definition: Definition, visitor: Visitor, line: str | None = None) -> Draft:
    draft = drafts.begun(definition, visitor, line)
    with drafts.database.writing() as connection:
        Changes(drafts, draft, visitor, new=True).write(connection)
    return draft


def put(drafts: Drafts, draft: Draft, path: str, value: Value, visitor: Visitor, **more: object) -> Draft:
    changes = Changes(drafts, draft, visitor)
    changes.put(path, value, **more)  # type: ignore[arg-type]
    return written(changes)


def change(drafts: Drafts, draft: Draft, visitor: Visitor, **columns: object) -> Draft:
    changes = Changes(drafts, draft, visitor)
    changes.change(**columns)
    return written(changes)


def written(changes: Changes) -> Draft:
    with changes.drafts.database.writing() as connection:
        changes.write(connection)
    return changes.draft


def read(drafts: Drafts, draft: Draft) -> Draft:
    found = drafts.get(draft.id)
    assert found is not None
    return found


def test_a_draft_comes_back_with_its_answers_opened(drafts: Drafts, begun: Draft, sitting: Visitor) -> None:
    after = put(drafts, begun, "danger", False, sitting)
    after = put(drafts, after, "where", {"street": "Kerkstraat", "number": "12"}, sitting, provenance="line")
    after = put(drafts, after, "photo", None, sitting, state="skipped")
    assert read(drafts, begun) == after
    assert after.version == 3
    assert (after.answers["where"].provenance, after.answers["photo"].state) == ("line", "skipped")


@pytest.mark.parametrize("value", ["é ‘’ 🌉 \0", 0, 12.5, True, [], ["a"], {"a": {"b": None}}, None])
def test_every_kind_of_value_comes_back(drafts: Drafts, begun: Draft, sitting: Visitor, value: Value) -> None:
    put(drafts, begun, "danger", value, sitting)
    assert read(drafts, begun).answers["danger"].value == value


@pytest.mark.parametrize(
    "name",
    ["", "x", "\0", "é" * 36, "x" * 10_000, "' OR 1=1", "01939c2e-0000-7000-8000-000000000000", "0" * 36],
)
def test_a_name_that_is_no_drafts_finds_none(drafts: Drafts, name: str) -> None:
    assert drafts.get(name) is None


def test_a_draft_begins_on_the_towns_day(
    drafts: Drafts, definition: Definition, sitting: Visitor, clock: SettableClock
) -> None:
    clock.now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert drafts.begun(definition, sitting, None).record.begun_on == date(2026, 11, 24)


def test_no_two_drafts_share_a_key_or_a_journey(
    drafts: Drafts, definition: Definition, sitting: Visitor
) -> None:
    one, other = (drafts.begun(definition, sitting, None) for _ in range(2))
    assert one.key.raw != other.key.raw
    assert len({one.id, other.id, one.record.journey, other.record.journey}) == 4


def test_of_two_answers_to_what_was_read_the_slower_one_is_overtaken(
    drafts: Drafts, begun: Draft, sitting: Visitor
) -> None:
    put(drafts, begun, "danger", False, sitting)
    with pytest.raises(Overtaken):
        put(drafts, begun, "danger", True, sitting)
    assert read(drafts, begun).answers["danger"].value is False


def test_an_answer_that_was_on_its_way_is_overtaken_by_a_submission(
    drafts: Drafts, begun: Draft, sitting: Visitor
) -> None:
    change(drafts, begun, sitting, state="submitted")
    with pytest.raises(Overtaken):
        put(drafts, begun, "danger", True, sitting)
    assert read(drafts, begun).answers == {}


def test_an_answer_ends_the_counting_of_tries(drafts: Drafts, begun: Draft, sitting: Visitor) -> None:
    change(drafts, begun, sitting, tries=2, tries_path="danger")
    tried = read(drafts, begun)
    assert (tried.tries_at("danger"), tried.tries_at("problem")) == (2, 0)
    put(drafts, tried, "danger", False, sitting)
    assert read(drafts, begun).tries_at("danger") == 0


def test_a_draft_speaks_the_language_of_its_last_visitor(
    drafts: Drafts, begun: Draft, sitting: Visitor
) -> None:
    put(drafts, begun, "danger", False, replace(sitting, language="fr"))
    assert read(drafts, begun).record.language == "fr"


# --- sealing --------------------------------------------------------------------------------------------------


def test_an_answer_opens_in_no_other_place(drafts: Drafts, begun: Draft, sitting: Visitor) -> None:
    after = put(drafts, begun, "danger", False, sitting)
    put(drafts, after, "problem", "light", sitting)
    with drafts.database.writing() as connection:
        moved = select(answers.c.value).where(answers.c.path == "problem").scalar_subquery()
        connection.execute(update(answers).where(answers.c.path == "danger").values(value=moved))
    with pytest.raises(Sealed):
        drafts.get(begun.id)


def test_drafts_open_while_the_secret_is_being_changed(
    drafts: Drafts, begun: Draft, sitting: Visitor
) -> None:
    old = Vault({"old": b"old secret"}, "old")
    new = Vault({"new": b"new secret", "old": b"old secret"}, "new")
    before, during = replace(drafts, vault=old), replace(drafts, vault=new)
    draft = begin(before, begun.definition, sitting)
    put(before, draft, "danger", False, sitting)
    assert put(during, read(during, draft), "problem", "light", sitting).answers["danger"].value is False
    assert begin(during, begun.definition, sitting).record.key_id == "new"


# --- files ----------------------------------------------------------------------------------------------------


def files_in(drafts: Drafts) -> list[str]:
    with drafts.database.reading() as connection:
        return list(connection.execute(select(files.c.path)).scalars())


def test_a_file_comes_back(drafts: Drafts, begun: Draft, sitting: Visitor) -> None:
    put(drafts, begun, "photo", {"sha256": "1"}, sitting, content=b"\xff\xd8first")
    assert drafts.file_of(begun, "photo") == b"\xff\xd8first"
    assert drafts.file_of(begun, "other") is None


def test_a_second_file_takes_the_place_of_the_first(drafts: Drafts, begun: Draft, sitting: Visitor) -> None:
    after = put(drafts, begun, "photo", {"sha256": "1"}, sitting, content=b"first")
    put(drafts, after, "photo", {"sha256": "2"}, sitting, content=b"second")
    assert drafts.file_of(begun, "photo") == b"second"
    assert files_in(drafts) == ["photo"]


def test_a_photo_that_was_taken_back_is_gone(drafts: Drafts, begun: Draft, sitting: Visitor) -> None:
    """Who skips the question after all does not want the town to have the picture."""
    after = put(drafts, begun, "photo", {"sha256": "1"}, sitting, content=b"first")
    put(drafts, after, "photo", None, sitting, state="skipped")
    assert files_in(drafts) == []


def test_an_answer_leaves_the_files_of_other_questions_alone(
    drafts: Drafts, begun: Draft, sitting: Visitor
) -> None:
    after = put(drafts, begun, "photo", {"sha256": "1"}, sitting, content=b"first")
    after = put(drafts, after, "danger", False, sitting)
    put(drafts, after, "danger", True, sitting)
    assert drafts.file_of(begun, "photo") == b"first"


# --- lines and age --------------------------------------------------------------------------------------------


def test_a_line_has_its_open_drafts_with_the_latest_first(
    drafts: Drafts, definition: Definition, sitting: Visitor, clock: SettableClock
) -> None:
    first = begin(drafts, definition, sitting, "me")
    clock.pass_(timedelta(minutes=1))
    second = begin(drafts, definition, sitting, "me")
    begin(drafts, definition, sitting, "you")
    assert [each.id for each in drafts.on_line("me")] == [second.id, first.id]
    clock.pass_(timedelta(minutes=1))
    put(drafts, first, "danger", False, sitting)
    assert [each.id for each in drafts.on_line("me")] == [first.id, second.id]


def test_a_draft_is_there_to_its_last_moment_and_then_gone(
    drafts: Drafts, definition: Definition, sitting: Visitor, clock: SettableClock
) -> None:
    draft = begin(drafts, definition, sitting, "me")
    clock.pass_(KEPT)
    assert read(drafts, draft)
    assert drafts.on_line("me")
    clock.pass_(timedelta(microseconds=1))
    assert drafts.get(draft.id) is None
    assert drafts.on_line("me") == []


def test_every_answer_makes_a_draft_last_longer(
    drafts: Drafts, begun: Draft, sitting: Visitor, clock: SettableClock
) -> None:
    clock.pass_(KEPT - timedelta(days=1))
    put(drafts, begun, "danger", False, sitting)
    clock.pass_(KEPT - timedelta(days=1))
    assert read(drafts, begun)


def test_expired_drafts_are_deleted_and_counted(
    drafts: Drafts, definition: Definition, sitting: Visitor, clock: SettableClock
) -> None:
    old = begin(drafts, definition, sitting)
    put(drafts, old, "photo", {"sha256": "1"}, sitting, content=b"file")
    clock.pass_(KEPT)
    young = begin(drafts, definition, sitting)
    clock.pass_(timedelta(seconds=1))
    assert drafts.forget_expired() == 1
    assert drafts.forget_expired() == 0
    assert read(drafts, young)
    assert files_in(drafts) == []
    clock.now -= timedelta(days=10)
    assert drafts.get(old.id) is None


def test_a_submitted_draft_does_not_expire(
    drafts: Drafts, begun: Draft, sitting: Visitor, clock: SettableClock
) -> None:
    """It is a case, which is kept as long as its service says."""
    change(drafts, begun, sitting, state="submitted")
    clock.pass_(10 * KEPT)
    assert drafts.forget_expired() == 0
    assert read(drafts, begun)


def test_drafts_of_a_service_that_is_not_offered_any_more_are_deleted_too(
    drafts: Drafts, begun: Draft, clock: SettableClock, tmp_path: Path
) -> None:
    nothing = Shelf(tmp_path / "no services", drafts.database, clock)
    nothing.publish()
    clock.pass_(KEPT + timedelta(seconds=1))
    assert replace(drafts, shelf=nothing).forget_expired() == 1


def test_a_draft_is_kept_as_long_as_was_promised_when_it_was_begun(
    drafts: Drafts, begun: Draft, clock: SettableClock, tmp_path: Path
) -> None:
    """A later wording of the service may promise less to those who begin later."""
    folder = tmp_path / "services" / "street-problem"
    shutil.copytree(SERVICES / "street-problem", folder)
    written = (folder / "service.yaml").read_text("utf-8")
    (folder / "service.yaml").write_text(written.replace("drafts: 30 days", "drafts: 7 days"), "utf-8")
    shorter = Shelf(folder.parent, drafts.database, clock)
    assert [finding for finding in shorter.publish() if finding.severity == "error"] == []
    later = replace(drafts, shelf=shorter)
    clock.pass_(timedelta(days=8))
    assert later.forget_expired() == 0
    assert later.get(begun.id) is not None


# --- evidence -------------------------------------------------------------------------------------------------


def test_what_happened_is_noted_without_a_word_of_the_answer(
    drafts: Drafts, begun: Draft, sitting: Visitor, clock: SettableClock
) -> None:
    changes = Changes(drafts, begun, sitting)
    changes.note("refused", "where", "not-a-place", attempt=2)
    written(changes)
    with drafts.database.reading() as connection:
        (event,) = events.of_journey(connection, begun.record.journey)
    assert (event.kind, event.path, event.problem, event.attempt) == ("refused", "where", "not-a-place", 2)
    assert (event.door, event.language, event.service) == ("web", "en", "street-problem")
    assert (event.version, event.revision) == (begun.definition.version, begun.definition.revision)
    assert event.at == clock.now
    assert event.simulated
