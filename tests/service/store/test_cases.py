from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service.store import cases, drafts
from service.store.database import Connection, Database, Duplicate
from service.store.records import CaseRecord, DraftRecord
from service.store.tables import cases as case_table
from service.store.tables import find_tokens
from tests.service.store.examples import MORNING, case, draft, draft_at


@pytest.fixture
def begun(database: Database) -> DraftRecord:
    """A draft in the store, of which a case can be made."""
    return another(database)


def another(database: Database) -> DraftRecord:
    begun = draft()
    with database.writing() as connection:
        drafts.add(connection, begun)
    return begun


def add(database: Database, record: CaseRecord, **tokens: list[str]) -> None:
    with database.writing() as connection:
        cases.add(connection, record, tokens)


def tokens_in(connection: Connection) -> list[tuple[str, str]]:
    return [
        (row.code, row.token) for row in connection.execute(select(find_tokens).order_by(find_tokens.c.token))
    ]


def test_a_case_comes_back_as_it_went_in(database: Database, begun: DraftRecord) -> None:
    lodged = case(begun, lodged_key="once", submitted_at=MORNING + timedelta(seconds=1))
    add(database, lodged)
    with database.reading() as connection:
        assert cases.get(connection, lodged.reference) == lodged
        assert cases.of_draft(connection, begun.id) == lodged
        assert cases.lodged_with(connection, "once") == lodged


def test_what_was_never_made_is_not_found(database: Database) -> None:
    with database.reading() as connection:
        assert cases.get(connection, "K7QF2M9X3") is None
        assert cases.of_draft(connection, "nobody's") is None
        assert cases.lodged_with(connection, "once") is None


def test_a_draft_becomes_one_case_only(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun))
    with pytest.raises(Duplicate):
        add(database, case(begun, "ZZZZZZZZZ"))


def test_a_reference_names_one_case_only(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun))
    with pytest.raises(Duplicate):
        add(database, case(another(database)))


def test_a_key_lodges_one_case_only(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun, lodged_key="once"))
    with pytest.raises(Duplicate):
        add(database, case(another(database), "ZZZZZZZZZ", lodged_key="once"))


def test_cases_that_were_not_lodged_have_no_key_to_clash(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun))
    add(database, case(another(database), "ZZZZZZZZZ"))
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(case_table)).scalar() == 2


def test_a_duplicate_case_leaves_none_of_its_unit_of_work(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun))
    late = draft()

    def lodge_again() -> None:
        with database.writing() as connection:
            drafts.add(connection, late)
            cases.add(connection, case(late), {"where": ["token"]})

    with pytest.raises(Duplicate):
        lodge_again()
    with database.reading() as connection:
        assert draft_at(connection, late.id) is None
        assert tokens_in(connection) == []


def test_equal_tokens_are_kept_once(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun), where=["b", "a", "b"], born=["c"])
    with database.reading() as connection:
        assert tokens_in(connection) == [("where", "a"), ("where", "b"), ("born", "c")]


def test_a_deleted_case_takes_its_tokens_along(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun), where=["a"])
    with database.writing() as connection:
        connection.execute(case_table.delete())
    with database.reading() as connection:
        assert tokens_in(connection) == []


def test_the_draft_of_a_case_cannot_be_forgotten(database: Database, begun: DraftRecord) -> None:
    """Its answers are the case's answers."""
    add(database, case(begun))
    with pytest.raises(Duplicate), database.writing() as connection:
        drafts.forget(connection, begun.id)


def test_a_change_changes_one_case_and_only_as_it_was_read(database: Database, begun: DraftRecord) -> None:
    add(database, case(begun))
    add(database, case(another(database), "ZZZZZZZZZ"))
    with database.writing() as connection:
        read = cases.get(connection, "K7QF2M9X3")
        assert read is not None
        assert cases.change(connection, read, status="withdrawn")
        assert not cases.change(connection, read, status="done")
    with database.reading() as connection:
        statuses = [getattr(cases.get(connection, name), "status", "") for name in ("K7QF2M9X3", "ZZZZZZZZZ")]
    assert statuses == ["withdrawn", "received"]
