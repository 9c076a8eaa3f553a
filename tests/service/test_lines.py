from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from service.drafts import Overtaken
from service.lines import Asked, Lines, Talk, shown
from service.messages import Line, Option, Problem, Prompt, Turn, Visitor
from service.store.database import Duplicate, open_database
from service.store.schema import prepare
from service.store.tables import lines as table
from service.vault import Sealed, Vault

if TYPE_CHECKING:
    from tests.conftest import SettableClock

ME = Line("tel:+32470000001", "+32460000000")
YOU = Line("tel:+32470000002", "+32460000000")
MENU = Asked("menu", "@service", ("street-problem",), ("Report a street problem",), 3, 1, "subject")
TURN = Turn(
    ("This is Bruggepont.",),
    Prompt(
        id="menu", kind="choose", options=(Option("a", "A", ("ä",)),), problem=Problem("empty", "Nothing?")
    ),
    "a draft",
    3,
    "en",
)
BY_TEXT = "sms"


@pytest.fixture
def lines(database_url: str, clock: SettableClock) -> Iterator[Lines]:
    database = open_database(database_url)
    prepare(database)
    yield Lines(database, Vault({"old": b"old secret"}, "old"), clock)
    database.close()


@pytest.fixture
def texting(visitor: Callable[..., Visitor]) -> Visitor:
    return visitor(ME.contact, language="fr")


def opened(lines: Lines, line: Line, visitor: Visitor, delivery: str) -> tuple[Talk, Turn | None]:
    with lines.database.reading() as connection:
        return lines.open(connection, line, visitor, delivery)


def heard(
    lines: Lines,
    visitor: Visitor,
    delivery: str,
    asked: Asked = MENU,
    turn: Turn = TURN,
    line: Line = ME,
    **changes: object,
) -> Talk:
    """A message is taken on the line, and this was asked after it."""
    talk, _ = opened(lines, line, visitor, delivery)
    after = talk.now(asked, **changes)
    with lines.database.writing() as connection:
        lines.store(connection, talk, after, visitor, delivery, turn)
    return after


def test_a_contact_that_was_never_heard_has_a_new_line(lines: Lines, texting: Visitor) -> None:
    talk, before = opened(lines, ME, texting, "SM1")
    assert (talk.new, talk.asked, before) == (True, Asked(), None)
    assert (talk.record.language, talk.record.draft, talk.record.stopped) == ("fr", None, False)


def test_a_line_remembers_what_it_was_asked(lines: Lines, texting: Visitor, clock: SettableClock) -> None:
    clock.pass_(timedelta(hours=1))
    heard(lines, texting, "SM1", draft="a draft", language="nl", stopped=True)
    talk, before = opened(lines, ME, texting, "SM2")
    assert (talk.new, talk.asked, before) == (False, MENU, None)
    assert (talk.record.draft, talk.record.language, talk.record.stopped) == ("a draft", "nl", True)
    assert talk.record.heard_at == clock.now


def test_lines_of_two_contacts_and_of_two_addresses_are_apart(lines: Lines, texting: Visitor) -> None:
    mine = heard(lines, texting, "SM1")
    yours, _ = opened(lines, YOU, texting, "SM2")
    elsewhere, _ = opened(lines, replace(ME, address="+32460000001"), texting, "SM2")
    assert yours.new
    assert elsewhere.new
    assert len({mine.name, yours.name, elsewhere.name}) == 3


def test_the_same_delivery_gets_the_same_turn(lines: Lines, texting: Visitor) -> None:
    heard(lines, texting, "SM1")
    heard(lines, texting, "SM2", turn=Turn(("Something else.",)))
    _, before = opened(lines, ME, texting, "SM1")
    assert before == TURN


def test_a_delivery_that_comes_twice_at_once_is_stored_once(lines: Lines, texting: Visitor) -> None:
    heard(lines, texting, "SM0")
    first, _ = opened(lines, ME, texting, "SM1")
    second, _ = opened(lines, ME, texting, "SM1")
    with lines.database.writing() as connection:
        lines.store(connection, first, first, texting, "SM1", TURN)
    with pytest.raises(Duplicate), lines.database.writing() as connection:
        lines.store(connection, second, second, texting, "SM1", TURN)


def test_of_two_messages_at_once_the_slower_one_is_overtaken(lines: Lines, texting: Visitor) -> None:
    heard(lines, texting, "SM0")
    first, _ = opened(lines, ME, texting, "SM1")
    second, _ = opened(lines, ME, texting, "SM2")
    with lines.database.writing() as connection:
        lines.store(connection, first, first, texting, "SM1", TURN)
    with pytest.raises(Overtaken), lines.database.writing() as connection:
        lines.store(connection, second, second, texting, "SM2", TURN)
    assert opened(lines, ME, texting, "SM2")[1] is None


def test_two_first_messages_at_once_make_one_line(lines: Lines, texting: Visitor) -> None:
    first, _ = opened(lines, ME, texting, "SM1")
    second, _ = opened(lines, ME, texting, "SM2")
    with lines.database.writing() as connection:
        lines.store(connection, first, first, texting, "SM1", TURN)
    with pytest.raises(Duplicate), lines.database.writing() as connection:
        lines.store(connection, second, second, texting, "SM2", TURN)


# --- keys -----------------------------------------------------------------------------------------------------


def test_a_line_is_found_again_while_the_secret_is_being_changed(lines: Lines, texting: Visitor) -> None:
    """Above all one that was stopped: nobody may be texted again because a key was rotated."""
    before = heard(lines, texting, "SM1", stopped=True, draft="a draft")
    rotated = replace(lines, vault=Vault({"new": b"new secret", "old": b"old secret"}, "new"))
    talk, _ = opened(rotated, ME, texting, "SM2")
    assert (talk.new, talk.record.stopped, talk.asked) == (False, True, MENU)
    assert talk.name == before.name
    assert opened(rotated, ME, texting, "SM1")[1] == TURN
    heard(rotated, texting, "SM2", asked=Asked("later"))
    assert opened(rotated, ME, texting, "SM3")[0].asked == Asked("later")


def test_a_line_that_is_new_while_the_secret_is_being_changed_outlives_the_old_one(
    lines: Lines, texting: Visitor
) -> None:
    rotated = replace(lines, vault=Vault({"new": b"new secret", "old": b"old secret"}, "new"))
    heard(rotated, texting, "SM1")
    later = replace(lines, vault=Vault({"new": b"new secret"}, "new"))
    assert opened(later, ME, texting, "SM2")[0].asked == MENU


def test_what_a_line_was_asked_opens_on_no_other_line(lines: Lines, texting: Visitor) -> None:
    mine = heard(lines, texting, "SM1")
    yours = heard(lines, texting, "SM2", line=YOU)
    with lines.database.writing() as connection:
        stolen = connection.execute(
            select(table.c.asked, table.c.wrapped).where(table.c.contact == mine.record.contact)
        ).one()
        connection.execute(
            update(table)
            .where(table.c.contact == yours.record.contact)
            .values(asked=stolen.asked, wrapped=stolen.wrapped)
        )
    with pytest.raises(Sealed):
        opened(lines, YOU, texting, "SM3")


# --- what is remembered of a prompt ---------------------------------------------------------------------------


def test_numbers_mean_what_stood_behind_them() -> None:
    prompt = Prompt(
        id="ask:size", kind="ask", path="size", options=(Option("s", "Small"), Option("l", "Large"))
    )
    assert shown(prompt, 4, 2, "subject") == Asked(
        "ask:size", "size", ("s", "l"), ("Small", "Large"), 4, 2, subject="subject"
    )


def test_where_words_could_mean_several_things_these_are_what_was_shown() -> None:
    which = Problem(
        "several", "Which?", options=(Option("k1", "Kerkstraat, 8990"), Option("k2", "Kerkstraat, 8991"))
    )
    prompt = Prompt(id="ask:where", kind="ask", path="where", options=(Option("x", "X"),), problem=which)
    assert shown(prompt, 1).values == ("k1", "k2")


def test_a_prompt_without_a_path_is_remembered_by_its_kind() -> None:
    assert shown(Prompt(id="check", kind="check"), 1).path == "check"


@pytest.mark.parametrize("prompt", [None, Prompt(id="done", kind="done"), Prompt(id="closed", kind="say")])
def test_after_an_end_nothing_was_asked(prompt: Prompt | None) -> None:
    assert shown(prompt, 7) == Asked()
