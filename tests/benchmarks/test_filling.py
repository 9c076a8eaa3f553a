from __future__ import annotations

from pathlib import Path

from sqlalchemy import Table, func, select

from benchmarks.filling import CASE, ON_OFFER, copied
from benchmarks.inside import Inside, our_app, text_steps
from service.front_office import FrontOffice
from service.messages import Capabilities, Visitor
from service.store.tables import answers, cases, drafts, hand_overs, lines

HERE = Visitor("web", "en", Capabilities(pages=True))


def stored(office: FrontOffice, *tables: Table) -> list[int]:
    with office.database.reading() as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_a_draft_on_offer_is_copied_with_its_answers_and_codes_and_can_still_be_taken(
    tmp_path: Path, each_database_url: str
) -> None:
    with our_app(tmp_path, each_database_url) as app:
        office: FrontOffice = app.extensions["nowrongdoor"].core.front_office
        turn = office.begin("street-problem", HERE)
        turn = office.answer(turn.draft or "", "danger", {"answer": "no"}, turn.version, HERE)
        offer = office.hand_over(turn.draft or "", HERE)
        copied(each_database_url, ON_OFFER, 3)
        assert stored(office, drafts, answers, hand_overs, cases) == [4, 4, 8, 0]
        with office.database.reading() as connection:
            for row in connection.execute(select(hand_overs)):
                assert len(row.token.partition(":")[2]) == 64
            assert set(connection.execute(select(drafts.c.line)).scalars()) == {None}
        assert offer is not None
        assert office.take_over(offer.code, HERE) is not None


def test_a_store_is_filled_up_to_so_many_cases(tmp_path: Path, each_database_url: str) -> None:
    with our_app(tmp_path, each_database_url) as app:
        office: FrontOffice = app.extensions["nowrongdoor"].core.front_office
        list(text_steps(Inside(app), 0))
        copied(each_database_url, CASE, 2)
        copied(each_database_url, CASE, 5, already=2)
        assert stored(office, drafts, cases, lines) == [6, 6, 6]
