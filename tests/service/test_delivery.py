"""What becomes of notices: told late, twice and out of order, and never lost from sight."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.back_office import Words
from service.carriage import FIRST_TRY, Attempt, Report, Taken, Undeliverable
from service.messages import Capabilities, Line, Notice, Officer, Receipt, Reply, Turn, Visitor
from service.office_messages import CaseView
from tests.service.conftest import Offering, Post, answered, deliver

BODY = """
keywords: [TRIAL]
find_by: [what]
questions:
  - {code: what, ask: What is it about?, kind: text}
  - {code: mobile, ask: Which number?, kind: phone, optional: true}
  - {code: mail, ask: Which address?, kind: email, optional: true}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      moves: [{to: done, name: Finished}, {to: planned, name: Plan}]
    - {code: planned, name: Planned, say: It is planned., moves: [{to: done, name: Finished}]}
    - code: done
      name: Done
      say: It is done.
      end: true
      follow_up: {ask: Was it good?, back_to: received}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
TEXT = Capabilities(reserved=frozenset({"stop"}), stopping=frozenset({"stop"}), starting=frozenset({"start"}))
CARRIED = frozenset({"tel", "mailto"})
NUMBER = "tel:+32470000009"
AN = Officer("an", "An Peeters", ("officer",), "public-works")


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(BODY, carried=CARRIED, carry_on_at="https://t/{language}/c/{secret}")
    core.back_office.officers.add("an", "An Peeters", "a long enough one", ["officer"], "public-works")
    return core


@pytest.fixture
def post() -> Post:
    """A carrier that tells later what became of its messages."""
    return Post(names="SM")


def case(core: Core, mobile: str = "0470 00 00 09", mail: str = "") -> Receipt:
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A hole")
    for given in (mobile, mail):
        assert turn.prompt is not None
        assert turn.draft is not None
        turn = (
            answered(core, turn, WEB, given)
            if given
            else core.front_office.skip(turn.draft, turn.prompt.path, WEB)
        )
    return _receipt(core, turn, WEB)


def _receipt(core: Core, turn: Turn, visitor: Visitor) -> Receipt:
    assert turn.draft is not None
    turn = core.front_office.submit(turn.draft, turn.version, visitor)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def view(core: Core, receipt: Receipt) -> CaseView:
    found = core.back_office.look(AN, receipt.reference, "en", "handling")
    assert isinstance(found, CaseView)
    return found


def move(core: Core, receipt: Receipt, to: str) -> None:
    core.back_office.move(AN, receipt.reference, to, view(core, receipt).version)


def outbox(core: Core) -> list[Any]:
    with core.operations.database.reading() as connection:
        return list(connection.execute(text("SELECT * FROM notices ORDER BY id")).mappings())


def states(core: Core) -> list[str]:
    return [each["state"] for each in outbox(core)]


# --- what a carrier tells later -------------------------------------------------------------------------------------


def test_a_message_arrives_when_its_carrier_says_so_and_then_its_words_are_gone(core, post):
    move(core, case(core), "planned")
    deliver(core, post)
    assert states(core) == ["sent"]
    core.operations.report(Report("SM1", "on its way"))
    assert states(core) == ["sent"]
    assert outbox(core)[0]["sealed"]
    core.operations.report(Report("SM1", "arrived"))
    assert states(core) == ["arrived"]
    assert not outbox(core)[0]["sealed"]


REPORTS = [
    Report("SM1", "taken"),
    Report("SM1", "on its way"),
    Report("SM1", "arrived"),
    Report("SM1", "lost", "unreachable", "30003"),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_whatever_the_order_the_first_final_word_counts(core, post, order):
    receipt = case(core)
    move(core, receipt, "planned")
    deliver(core, post)
    for number in (*order, *order):
        core.operations.report(REPORTS[number])
    final = next(
        REPORTS[number].standing for number in order if REPORTS[number].standing in ("arrived", "lost")
    )
    assert states(core) == ["arrived" if final == "arrived" else "failed"]
    unreached = [each for each in view(core, receipt).entries if each.deed == "unreached"]
    assert len(unreached) == (final == "lost")


def test_what_is_told_before_we_have_noted_it_down_is_kept_for_it(core, post):
    move(core, case(core), "planned")
    core.operations.report(Report("SM1", "arrived"))
    deliver(core, post)
    assert states(core) == ["arrived"]


def test_a_report_of_a_message_that_is_nobodys_changes_nothing_and_is_forgotten(core, post, clock):
    move(core, case(core), "planned")
    core.operations.report(Report("SM of somebody else" * 20, "lost"))
    deliver(core, post)
    assert states(core) == ["sent"]
    clock.pass_(timedelta(days=31))
    core.operations.tidy()
    with core.operations.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM carried")).scalar_one() == 0


def test_a_long_notice_has_arrived_when_all_its_messages_have(core, clock):
    post = Post(names="SM", pieces=2)
    move(core, case(core), "planned")
    deliver(core, post)
    core.operations.report(Report("SM1-1", "arrived"))
    assert states(core) == ["sent"]
    core.operations.report(Report("SM1-2", "arrived"))
    assert states(core) == ["arrived"]


def test_a_long_notice_that_broke_off_goes_on_where_it_stopped(core, clock):
    post = Post(names="SM", pieces=2, breaks_after=1)
    move(core, case(core), "planned")
    deliver(core, post)
    post.breaks_after = None
    clock.pass_(timedelta(minutes=2))
    deliver(core, post)
    assert [each.taken for each in post.attempts] == [0, 1]
    assert post.attempts[1].since is not None
    assert states(core) == ["sent"]


def test_a_try_whose_end_nobody_knows_is_looked_up_next_time(core, post, clock):
    move(core, case(core), "planned")
    post.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        deliver(core, post)
    post.fails = None
    clock.pass_(timedelta(minutes=3))
    deliver(core, post)
    (attempt,) = post.attempts
    assert attempt.since is not None
    assert not attempt.is_known("SM1-of-another")
    assert attempt.is_known("SM1"), "the one that this try left is ours by now"


def test_a_message_that_was_only_told_of_is_still_the_one_that_is_looked_for(core, post, clock):
    """The worker died after it was taken; what its carrier told meanwhile must not make it another's."""
    move(core, case(core), "planned")
    post.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        deliver(core, post)
    core.operations.report(Report("SM1", "on its way"))
    post.fails, known = None, []

    def looking(_notice: Notice, attempt: Attempt) -> tuple[Taken, ...]:
        known.append(attempt.is_known("SM1"))
        return (Taken("SM1"),)

    clock.pass_(timedelta(minutes=3))
    core.operations.deliver({"tel": looking})
    assert known == [False]
    core.operations.report(Report("SM1", "arrived"))
    assert states(core) == ["arrived"]


def test_words_of_which_nothing_more_is_told_are_forgotten(core, post, clock):
    move(core, case(core), "planned")
    deliver(core, post)
    clock.pass_(timedelta(days=8))
    core.operations.tidy()
    assert [(each["state"], each["sealed"]) for each in outbox(core)] == [("sent", b"")]


# --- who is not reached ---------------------------------------------------------------------------------------------


def test_who_cannot_be_reached_by_telephone_gets_a_letter(core, post):
    receipt = case(core, mail="an@example.org")
    move(core, receipt, "planned")
    deliver(core, post)
    core.operations.report(Report("SM1", "lost", "unreachable", "30003"))
    deliver(core, post)
    assert [each.contact for each in post.carried] == [NUMBER, "mailto:an@example.org"]
    assert post.carried[0].words == post.carried[1].words
    assert states(core) == ["turned", "sent"]
    assert not view(core, receipt).line.unreached


def test_whom_nothing_reaches_the_officer_is_told_of_once_and_until_something_does(core, post):
    receipt = case(core)
    post.fails = Undeliverable("wrong", "no such number", "21211")
    for state in ("planned", "done"):
        move(core, receipt, state)
        deliver(core, post)
    found = view(core, receipt)
    assert found.line.unreached
    assert [(each.who, each.about) for each in found.entries if each.deed == "unreached"] == [
        ("Bruggepont", "wrong")
    ]
    post.fails = None
    core.back_office.tell(AN, receipt.reference, "", Words("Hello", "en"))
    deliver(core, post)
    core.operations.report(Report("SM1", "arrived"))
    assert not view(core, receipt).line.unreached


def test_who_has_opted_out_at_the_carrier_gets_nothing_more_until_they_start_again(core, post):
    receipt = case(core)
    post.fails = Undeliverable("stopped", "Twilio 400, code 21610", "21610")
    move(core, receipt, "planned")
    deliver(core, post)
    post.fails = None
    core.back_office.tell(AN, receipt.reference, "", Words("Hello", "en"))
    deliver(core, post)
    assert post.carried == []
    assert [each["reason"] for each in outbox(core)] == ["stopped", "stopped"]
    line = Visitor("sms", "en", TEXT, line=Line(NUMBER, "tel:+32460000000"))
    said = core.front_office.hear(Reply("hello", "SMa"), line)
    assert (said.said, said.prompt) == ((), None), "as if they had told us themselves"
    core.front_office.hear(Reply("stop", "SMc"), line)
    with core.operations.database.reading() as connection:
        stopped = connection.execute(text("select * from events where kind = 'stopped'")).mappings().all()
        others = (
            connection.execute(text("select journey from events where kind <> 'stopped'")).scalars().all()
        )
    assert [(each["door"], each["service"], each["path"]) for each in stopped] == [("", "trial", "")], "once"
    assert stopped[0]["journey"] not in others
    core.front_office.hear(Reply("start", "SMb"), line)
    core.back_office.tell(AN, receipt.reference, "", Words("Hello", "en"))
    deliver(core, post)
    assert len(post.carried) == 1


def test_a_code_that_proves_a_contact_never_turns_to_another_one(core, post):
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A hole")
    assert turn.draft is not None
    core.front_office.hand_over(turn.draft, WEB, "0470 00 00 09")
    post.fails = Undeliverable("unreachable", "no network", "30003")
    deliver(core, post)
    assert states(core) == ["failed"]


# --- what the operator does ------------------------------------------------------------------------------------------


def test_what_reached_nobody_is_seen_without_anything_personal_and_sent_again(core, post, clock):
    receipt = case(core)
    move(core, receipt, "planned")
    post.fails = Undeliverable("refused", "Twilio 401, code 20003", "20003")
    deliver(core, post)
    (found,) = core.operations.undelivered("en")
    assert (found.title, found.scheme, found.reason, found.code, found.again) == (
        "A trial",
        "tel",
        "refused",
        "20003",
        True,
    )
    assert "470000009" not in repr(found)
    post.fails = None
    assert core.operations.send_again(found.id)
    assert not core.operations.send_again(found.id), "it is on its way"
    deliver(core, post)
    core.operations.report(Report("SM1", "arrived"))
    assert core.operations.undelivered("en") == []
    assert not view(core, receipt).line.unreached


def test_what_is_useless_by_now_is_not_sent_again_and_can_be_put_away(core, post, clock):
    move(core, case(core), "planned")
    post.fails = Undeliverable("refused", "no", "30007")
    deliver(core, post)
    clock.pass_(timedelta(days=4))
    (found,) = core.operations.undelivered("en")
    assert not found.again
    assert not core.operations.send_again(found.id)
    assert core.operations.give_up(found.id)
    assert not core.operations.give_up(found.id)
    assert core.operations.undelivered("en") == []


def test_traffic_tells_how_long_the_oldest_waits_and_whether_parts_are_counted_alike(core, post, clock):
    move(core, case(core), "planned")
    clock.pass_(timedelta(minutes=7))
    waiting = core.operations.traffic()
    assert (waiting.waiting, waiting.waits) == (1, timedelta(minutes=7))
    post.charged = 3
    deliver(core, post)
    done = core.operations.traffic()
    assert (done.waiting, done.waits, done.parts, done.charged) == (0, timedelta(0), 1, 3)


def test_what_nobody_carried_in_time_is_late_and_the_officer_knows(core, post, clock):
    receipt = case(core)
    move(core, receipt, "planned")
    clock.pass_(timedelta(days=4))
    deliver(core, post)
    assert states(core) == ["late"]
    assert view(core, receipt).line.unreached


def test_what_was_sent_stands_in_the_evidence_with_its_parts_and_nobodys_name(core, post):
    move(core, case(core), "planned")
    deliver(core, post)
    with core.operations.database.reading() as connection:
        found = connection.execute(text("SELECT * FROM events WHERE kind = 'notified'")).mappings().all()
    assert [(each["door"], each["segments"], each["direction"]) for each in found] == [("tel", 1, "out")]


# --- whether it went well --------------------------------------------------------------------------------------------


@pytest.fixture
def line(core: Core) -> Visitor:
    """A line on which the person has sent a case."""
    return Visitor("sms", "en", TEXT, line=Line(NUMBER, "tel:+32460000000"))


def texted(core: Core, line: Visitor, *words: str) -> Turn:
    turn = Turn()
    for each in words:
        turn = core.front_office.hear(Reply(each, f"in {next(DELIVERIES)}"), line)
    return turn


DELIVERIES = itertools.count()


def case_by_text(core: Core, line: Visitor) -> Receipt:
    turn = texted(core, line, "TRIAL", "A hole", "0470 00 00 09", "skip", "0")
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def test_a_no_to_the_message_that_it_is_done_takes_the_case_back(core, post, line):
    receipt = case_by_text(core, line)
    move(core, receipt, "done")
    deliver(core, post)
    assert post.carried[0].words.endswith("It is done. Was it good? Answer yes or no.")
    assert post.carried[0].address == "tel:+32460000000"
    assert texted(core, line, "no").said == ("Thank you for telling us. We look at it again.",)
    found = view(core, receipt)
    assert found.line.status == "received"
    assert [(each.deed, each.about) for each in found.entries if each.deed == "answered"] == [
        ("answered", "no")
    ]
    assert texted(core, line, "no").prompt is not None, "nothing is asked any more: a menu"


def test_a_yes_is_noted_and_other_words_begin_something_else(core, post, line):
    receipt = case_by_text(core, line)
    move(core, receipt, "done")
    deliver(core, post)
    assert texted(core, line, "YES").said[0] == "Thank you."
    assert view(core, receipt).line.status == "done"
    second = case_by_text(core, line)
    move(core, second, "done")
    deliver(core, post)
    turn = texted(core, line, "TRIAL")
    assert turn.prompt is not None
    assert turn.prompt.path == "what"
    assert texted(core, line, "no").prompt.path == "mobile", "it answers the service's question"  # type: ignore[union-attr]
    assert view(core, second).line.status == "done"


def test_who_is_in_the_middle_of_something_is_told_and_asked_nothing(core, post, line):
    receipt = case_by_text(core, line)
    texted(core, line, "TRIAL")
    move(core, receipt, "done")
    deliver(core, post)
    assert post.carried[0].words.endswith("It is done.")
    assert texted(core, line, "no").prompt.path == "mobile"  # type: ignore[union-attr]
    assert view(core, receipt).line.status == "done"


def test_whoever_asks_for_the_status_of_something_done_is_asked_too(core, post, line):
    receipt = case(core, mobile="")
    move(core, receipt, "done")
    turn = texted(core, line, f"STATUS {receipt.reference} {receipt.status_code}")
    assert turn.said[0].endswith("Was it good? Answer yes or no.")
    assert texted(core, line, "no").said == ("Thank you for telling us. We look at it again.",)
    assert view(core, receipt).line.status == "received"


def test_who_never_texted_us_is_asked_too_and_answers_in_the_language_of_the_case(core, post, line):
    receipt = case(core)
    move(core, receipt, "done")
    deliver(core, post)
    assert post.carried[0].words.endswith("It is done. Was it good? Answer yes or no.")
    assert texted(core, line, "no").said == ("Thank you for telling us. We look at it again.",)
    assert view(core, receipt).line.status == "received"


def test_a_letter_asks_nothing_for_nobody_replies_to_it(core, post):
    move(core, case(core, mobile="", mail="an@example.org"), "done")
    deliver(core, post)
    assert post.carried[0].words.endswith("It is done.")


def test_after_two_weeks_a_yes_is_about_something_else(core, post, clock, line):
    receipt = case_by_text(core, line)
    move(core, receipt, "done")
    deliver(core, post)
    clock.pass_(timedelta(days=15))
    core.operations.tidy()
    assert texted(core, line, "no").prompt is not None
    assert view(core, receipt).line.status == "done"


# --- reminders -------------------------------------------------------------------------------------------------------

REMINDING = BODY.replace(
    "questions:\n",
    "remind: {drafts: 1 day, papers: 7 days}\nquestions:\n",
).replace(
    "workflow:\n",
    "  - {code: paper, ask: Your paper?, kind: document, later: true}\nworkflow:\n",
)


@pytest.fixture
def reminding(offering: Offering) -> Core:
    core = offering(
        REMINDING, carried=frozenset({"tel", "mailto"}), asked_at="https://t/{language}/{reference}"
    )
    core.back_office.officers.add("an", "An Peeters", "a long enough one", ["officer"], "public-works")
    return core


def promised(core: Core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A hole")
    turn = answered(core, turn, WEB, "0470 00 00 09")
    for path in ("mail", "paper"):
        assert turn.draft is not None
        turn = core.front_office.skip(turn.draft, path, WEB)
    return _receipt(core, turn, WEB)


def test_who_promised_a_paper_is_reminded_twice(reminding, post, clock):
    receipt = promised(reminding)
    sent = []
    for _ in range(30):
        clock.pass_(timedelta(days=1))
        sent.append(deliver(reminding, post))
    assert [day for day, number in enumerate(sent, 1) if number] == [7, 14]
    assert post.carried[0].words == (
        f"A trial, {receipt.reference}: We still need this from you: Your paper. "
        f"Send it with your status code: https://t/en/{receipt.reference}"
    )


def test_who_has_handed_it_in_or_taken_the_case_back_is_not(reminding, post, clock):
    from service.messages import Upload

    one, other = promised(reminding), promised(reminding)
    pdf = Upload(b"%PDF-1.4\n%%EOF", "application/pdf")
    turn = reminding.front_office.supply(one.reference, one.status_code, "paper", {"answer": pdf}, WEB)
    assert turn.said == ("Thank you, we have received it.",)
    reminding.front_office.withdraw(other.reference, other.status_code, WEB)
    clock.pass_(timedelta(days=8))
    assert deliver(reminding, post) == 0
    assert set(states(reminding)) == {"needless"}


def test_a_case_that_ends_reminds_nobody(reminding, post, clock):
    receipt = promised(reminding)
    move(reminding, receipt, "done")
    assert deliver(reminding, post) == 1
    clock.pass_(timedelta(days=8))
    assert deliver(reminding, post) == 0


def test_who_stopped_in_the_middle_of_a_text_is_reminded_once_it_has_rested(reminding, post, clock):
    line = Visitor("sms", "en", TEXT, line=Line(NUMBER, "tel:+32460000000"))
    texted(reminding, line, "TRIAL")
    clock.pass_(timedelta(hours=23))
    assert deliver(reminding, post) == 0
    texted(reminding, line, "A hole")
    clock.pass_(timedelta(hours=2))
    deliver(reminding, post)
    assert post.carried == [], "it was touched two hours ago"
    clock.pass_(timedelta(hours=23))
    deliver(reminding, post)
    assert [each.words for each in post.carried] == [
        "You began “A trial” with us and did not send it. Your answers are safe. Text AGAIN to go on."
    ]
    assert texted(reminding, line, "AGAIN").prompt.path == "mobile"  # type: ignore[union-attr]
    clock.pass_(timedelta(days=5))
    assert deliver(reminding, post) == 0


def test_who_has_sent_it_is_not(reminding, post, clock):
    line = Visitor("sms", "en", TEXT, line=Line(NUMBER, "tel:+32460000000"))
    texted(reminding, line, "TRIAL", "A hole", "skip", "skip", "skip", "0")
    clock.pass_(timedelta(days=3))
    deliver(reminding, post)
    assert post.carried == []
    assert states(reminding) == ["needless"]


# --- quiet hours -----------------------------------------------------------------------------------------------------


def quiet(core: Core, begin: str, end: str) -> Core:
    """The same town, which texts nothing that can wait between two hours."""
    from datetime import time

    from service.quiet_hours import QuietHours

    hours = QuietHours(time.fromisoformat(begin), time.fromisoformat(end))
    notices = replace(core.operations.delivery.notices, quiet=hours)
    delivery = replace(core.operations.delivery, notices=notices)
    return replace(core, operations=replace(core.operations, delivery=delivery))


def test_what_can_wait_wakes_nobody_and_what_is_awaited_comes_at_any_hour(core, post, clock):
    quietly = quiet(core, "00:00", "23:59")
    receipt = case(core)
    move(core, receipt, "planned")
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A hole")
    assert turn.draft is not None
    core.front_office.hand_over(turn.draft, WEB, "0470 00 00 09")
    assert deliver(quietly, post) == 2
    assert ["Go on with" in each.words for each in post.carried] == [True]
    assert deliver(quietly, post) == 0
    clock.pass_(timedelta(days=1))
    deliver(core, post)
    assert len(post.carried) == 2


def test_nobody_reads_the_second_message_before_the_first_though_many_are_carried_at_once(core):
    cases = [case(core, f"0470 00 00 0{n}") for n in range(1, 5)]
    for receipt in cases:
        view(core, receipt)
        for words in ("First", "Second", "Third"):
            core.back_office.tell(AN, receipt.reference, "", Words(words, "en"))
    arrived: list[tuple[str, str]] = []

    def carrier(notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        said = notice.words.rpartition(": ")[2]
        time.sleep(0.02 if said == "First" else 0)
        arrived.append((notice.contact, said))
        return (Taken(),)

    core.operations.deliver({"tel": carrier})
    for contact in {contact for contact, _ in arrived}:
        assert [said for to, said in arrived if to == contact] == ["First", "Second", "Third"]
    assert len(arrived) == 12
