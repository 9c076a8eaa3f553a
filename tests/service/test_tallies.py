"""What one journey counts for: told as people go, from door to door, and each sentence is a rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from service.store.records import EventRecord
from service.tallies import question, tally

BRUSSELS = ZoneInfo("Europe/Brussels")
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
LATER = NOON + timedelta(days=60)
MINUTE = timedelta(minutes=1)


def event(kind: str, minutes: float = 0, door: str = "web", path: str = "", **more: object) -> EventRecord:
    given = {"service": "trial", "version": "1", "revision": "r", "language": "nl", **more}
    return EventRecord(journey="j", door=door, kind=kind, path=path, at=NOON + minutes * MINUTE, **given)  # type: ignore[arg-type]  # columns by name


def counted(*events: EventRecord, until: datetime = LATER) -> dict[tuple[str, ...], int]:
    """What they count for: what, door and what about, however the rest is."""
    counts: Counter[tuple[str, ...]] = Counter()
    for cell, number in tally(events, until, BRUSSELS).items():
        counts[(cell.what, cell.door, *([cell.about] if cell.about else []))] += number
    return dict(counts)


SENT_ON_THE_WEB = (
    event("begun"),
    event("asked", path="one"),
    event("answered", 1, path="one"),
    event("asked", 1, path="two"),
    event("refused", 2, path="two", problem="date", attempt=1),
    event("refused", 3, path="two", problem="date", attempt=2),
    event("answered", 4, path="two"),
    event("asked", 4, path="check"),
    event("submitted", 5),
)


def test_a_case_counts_once_where_it_was_sent():
    assert counted(*SENT_ON_THE_WEB) == {
        ("started", "web"): 1,
        ("finished", "web"): 1,
        ("meant for them", "web"): 1,
        ("sent", "web"): 1,
        ("took part", "web"): 1,
        ("elapsed", "web", "240"): 1,
        ("active", "web", "240"): 1,
        ("asked", "web", "one"): 1,
        ("asked", "web", "two"): 1,
        ("asked", "web", "check"): 1,
        ("stumbled", "web", "two"): 1,
        ("refused", "web", "two|date"): 2,
    }


def test_looking_at_a_form_starts_nothing():
    assert counted(event("begun"), event("asked", path="one")) == {("asked", "web", "one"): 1}


def test_what_an_office_types_in_at_once_is_started_and_sent():
    counts = counted(event("begun", door="post"), event("submitted", door="post"))
    assert counts["started", "post"] == counts["sent", "post"] == counts["finished", "post"] == 1


def test_seven_days_of_silence_are_giving_up_where_one_was_last():
    went = [*SENT_ON_THE_WEB[:4], event("asked", 2, "sms", "two")]
    soon = went[-1].at + timedelta(days=7)
    assert ("given up", "sms") not in counted(*went, until=soon - MINUTE)
    counts = counted(*went, until=soon)
    assert counts["given up", "sms"] == counts["left at", "sms", "two"] == counts["started", "web"] == 1


def test_who_comes_back_after_a_month_has_not_given_up():
    counts = counted(*SENT_ON_THE_WEB[:4], event("submitted", 60 * 24 * 30), until=LATER)
    assert ("given up", "web") not in counts
    assert counts["sent", "web"] == 1
    assert counts["active", "web", "0"] == 1, "a month of absence is not time that a service took"


def test_who_is_told_that_it_is_not_for_them_has_not_given_up():
    counts = counted(*SENT_ON_THE_WEB[:4], event("ended", 2, outcome="call-112"))
    assert counts["told", "web"] == counts["started", "web"] == 1
    assert ("given up", "web") not in counts


def test_who_changes_an_answer_after_that_and_sends_it_is_a_case():
    counts = counted(*SENT_ON_THE_WEB[:4], event("ended", 2), event("changed", 3), event("submitted", 4))
    assert ("told", "web") not in counts
    assert counts["finished", "web"] == 1


def test_three_doors_give_one_case_and_two_hand_overs():
    counts = counted(
        event("begun"),
        event("answered", 1, path="one"),
        event("offered", 2),
        event("taken over", 3, "sms"),
        event("answered", 4, "sms", "two"),
        event("offered", 5, "sms"),
        event("taken over", 6, "kiosk"),
        event("answered", 7, "kiosk", "three"),
        event("submitted", 8, "kiosk"),
    )
    assert counts["sent", "kiosk"] == counts["started", "web"] == counts["finished", "web"] == 1
    assert counts["handed over", "web", "sms"] == counts["handed over", "sms", "kiosk"] == 1
    assert counts["arrived", "web", "sms"] == counts["arrived", "sms", "kiosk"] == 1
    assert counts["rescued", "web"] == counts["crossed", "kiosk"] == 1
    assert {door for what, door, *_ in counts if what == "took part"} == {"web", "sms", "kiosk"}
    assert sum(number for (what, *_), number in counts.items() if what == "sent") == 1


def test_bringing_back_what_nobody_took_is_no_hand_over():
    counts = counted(event("answered"), event("offered", 1), event("taken over", 2), event("submitted", 3))
    assert not [each for each in counts if each[0] in ("handed over", "crossed", "rescued")]


def test_a_question_that_is_open_when_one_goes_to_another_door_is_met_there_too():
    counts = counted(
        event("asked", path="one"),
        event("answered", 1, path="one"),
        event("asked", 1, path="list/1/two"),
        event("refused", 2, path="list/1/two", problem="date", attempt=1),
        event("taken over", 3, "kiosk"),
        event("taken over", 4, "web"),
        event("taken over", 5, "kiosk"),
        event("answered", 6, "kiosk", "list/1/two"),
        event("asked", 6, "kiosk", "check"),
        event("taken over", 7, "sms"),
        event("submitted", 8, "sms"),
    )
    went = {key: number for key, number in counts.items() if key[0] == "went on"}
    assert went == {("went on", "web", "list/two|kiosk"): 1, ("went on", "kiosk", "check|sms"): 1}
    assert counts["asked", "web", "list/two"] == counts["stumbled", "web", "list/two"] == 1


def test_what_is_answered_stays_behind_when_one_goes_to_another_door():
    counts = counted(
        event("asked", path="one"), event("answered", 1, path="one"), event("taken over", 2, "sms")
    )
    assert not [each for each in counts if each[0] == "went on"]


def test_who_leaves_at_an_answer_that_they_wanted_to_mend_has_left_there():
    went = [event("answered", path="one"), event("asked", 1, path="check"), event("refused", 2, path="one")]
    counts = counted(*went)
    assert counts["left at", "web", "one"] == 1
    assert ("left at", "web", "check") not in counts


def test_what_an_office_does_later_is_no_sign_of_life_and_takes_no_time():
    counts = counted(
        *SENT_ON_THE_WEB, event("moved", 9_000, "office", "closed"), event("notified", 9_001, "tel")
    )
    assert counts["elapsed", "web", "240"] == 1


def test_months_are_those_of_the_towns_clocks():
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    late = EventRecord("j", "trial", "1", "r", "web", "nl", "answered", new_year)
    assert {cell.month for cell in tally([late], new_year, BRUSSELS)} == {"2027-01"}
    assert next(iter(tally([late], new_year, ZoneInfo("UTC")))).month == "2026-12"


def test_entries_of_a_list_are_one_question():
    assert question("household/2/born") == question("household/11/born") == "household/born"


@given(st.permutations([replace(each, at=NOON + n * MINUTE) for n, each in enumerate(SENT_ON_THE_WEB)]))
def test_the_order_in_which_events_come_changes_nothing(shuffled):
    in_order = sorted(shuffled, key=lambda each: each.at)
    assert tally(shuffled, LATER, BRUSSELS) == tally(in_order, LATER, BRUSSELS)


# --- what happens beside the way -------------------------------------------------------------------------------


def test_parts_of_texts_count_at_their_door_and_news_of_a_case_where_it_was_sent():
    counts = counted(
        event("heard", door="sms", segments=1, direction="in", attempt=1),
        event("said", door="sms", segments=3, direction="out"),
        *SENT_ON_THE_WEB,
        event("notified", 9, "tel", segments=2, direction="out"),
    )
    assert counts["parts in", "sms"] == counts["pictures in", "sms"] == 1
    assert counts["parts out", "sms"] == 3
    assert counts["parts out", "web"] == 2


def test_a_decision_counts_where_the_case_was_sent_and_once():
    decided = [
        event("moved", 3_000, "office", "working"),
        event("moved", 4_000, "office", "done", outcome="late", attempt=9),
        event("moved", 5_000, "office", "working"),
        event("moved", 6_000, "office", "done", outcome="in time", attempt=12),
    ]
    counts = counted(*SENT_ON_THE_WEB, *decided)
    assert counts["decided", "web"] == counts["late", "web"] == counts["decision", "web", "9"] == 1
    assert ("in time", "web") not in counts


def test_a_move_that_was_taken_back_was_no_decision():
    decided = event("moved", 10, "office", "done", outcome="in time", attempt=0)
    undone = event("taken back", 11, "office", "working")
    assert ("decided", "web") not in counted(*SENT_ON_THE_WEB, decided, undone)
    again = event("moved", 12, "office", "done", outcome="late", attempt=3)
    assert counted(*SENT_ON_THE_WEB, decided, undone, again)["late", "web"] == 1
    earlier = event("moved", 8, "office", "done", outcome="in time", attempt=0)
    reopened = event("moved", 9, "office", "working")
    assert counted(*SENT_ON_THE_WEB, earlier, reopened, event("taken back", 11))["in time", "web"] == 1


def test_of_each_appointment_the_last_word_counts_when_the_first_was_said():
    later = 60 * 24 * 30
    noted = [
        event("missed", 10, "office"),
        event("unnoted", 20, "office"),
        event("came", later, "office"),
        event("missed", later, "office", attempt=1),
        event("came", later, "office", attempt=2),
        event("unnoted", later + 1, "office", attempt=2),
    ]
    counts = counted(*SENT_ON_THE_WEB, *noted)
    assert (counts["came", "web"], counts["missed", "web"], counts["expected", "web"]) == (1, 1, 2)
    told = tally([*noted, *SENT_ON_THE_WEB], LATER, BRUSSELS)
    assert {cell.month for cell in told if cell.what == "came"} == {"2026-03"}
    assert {cell.month for cell in told if cell.what == "missed"} == {"2026-04"}


def test_answers_that_a_hand_over_loses_are_counted():
    went = [event("offered", 1, attempt=5), event("taken over", 2, "sms", attempt=5)]
    assert ("answers lost", "web") not in counted(*went)
    assert counted(went[0], replace(went[1], attempt=3))["answers lost", "web"] == 2
    back = event("taken over", 3, "web", attempt=3)
    assert ("answers lost", "sms") not in counted(went[0], replace(went[1], attempt=3), back), "lost once"
    packed = event("carried", 1.5, "sms", attempt=6)
    assert counted(went[0], packed, went[1])["answers lost", "web"] == 1, "more was given after the offer"


def test_single_happenings_count_for_themselves():
    counts = counted(
        event("status", door="sms"), event("stopped", door="sms"), event("silent", door="", attempt=17)
    )
    assert counts == {("status", "sms"): 1, ("stopped", "sms"): 1, ("silent minutes", ""): 17}
