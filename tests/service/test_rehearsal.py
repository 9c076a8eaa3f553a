"""What only a demo may see: cards, sentences, and definitions that are edited while they serve."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.assembly import open_core
from service.happenings import LAST
from service.messages import Capabilities, Line, Reply, Turn, Visitor
from service.rehearsal import NoSuchText
from service.rewriting import LARGEST_EDIT
from service.store import drafts as draft_rows
from tests.conftest import ROOT

PAGES = Visitor("first", "en", Capabilities(pages=True))
SCREEN = Visitor("second", "en", Capabilities(documents=False, public_screen=True))
LINE = Line("tel:+32470000001", "tel:+32460000000")
LABEL = "A hole in the road"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


@pytest.fixture
def town(copied, config, clock):
    core = open_core(copied.data, config, copied.database_url, demo=True, clock=clock)
    core.operations.publish()
    yield core
    core.close()


@pytest.fixture
def rehearsal(town):
    return town.rehearsal


def answered(town, turn: Turn, *entered: str, visitor: Visitor = PAGES) -> Turn:
    for words in entered:
        turn = town.front_office.answer(
            turn.draft, turn.prompt.path, {"answer": words}, turn.version, visitor
        )
    return turn


def under_way(town, visitor: Visitor = PAGES, *entered: str) -> Turn:
    return answered(town, town.front_office.begin("street-problem", visitor), *entered, visitor=visitor)


def sent(town, visitor: Visitor = PAGES) -> Turn:
    turn = under_way(town, visitor, "no", "pothole", "large", "Kerkstraat 12")
    while turn.prompt.kind == "ask":
        turn = town.front_office.skip(turn.draft, turn.prompt.path, visitor)
    return town.front_office.submit(turn.draft, turn.version, visitor)


def edited(rehearsal, old: str, new: str):
    written = rehearsal.written("street-problem")
    assert old in written.text
    return rehearsal.edit("street-problem", written.text.replace(old, new), written.name)


def test_a_town_for_real_has_no_rehearsal(tmp_path, clock):
    core = open_core(
        tmp_path / "real", ROOT / "config", f"sqlite:///{tmp_path / 'real' / 'town.db'}", clock=clock
    )
    assert core.rehearsal is None
    core.close()


# --- cards ----------------------------------------------------------------------------------------------------


def test_a_card_says_where_a_draft_stands_and_by_which_door_each_answer_came(town, rehearsal):
    turn = under_way(town, PAGES, "no", "pothole")
    (card,) = rehearsal.table([(turn.draft, PAGES)]).cards
    assert (card.service, card.title, card.state) == ("street-problem", "Report a street problem", "open")
    assert (card.kind, card.place, card.asked) == ("ask", "size", "How big is the hole?")
    assert [(each.question, each.shown, each.door) for each in card.answers] == [
        ("In danger?", "No", "first"),
        ("Which problem?", LABEL, "first"),
    ]
    assert (card.acknowledged, card.lost, card.reference) == (2, 0, "")


def test_a_sent_draft_shows_its_reference(town, rehearsal):
    turn = sent(town)
    (card,) = rehearsal.table([(turn.draft, PAGES)]).cards
    assert card.reference == turn.prompt.receipt.reference
    assert (card.state, card.kind, card.place) == ("submitted", "done", "receipt")
    assert card.lost == 0


def test_equal_answers_are_counted_whatever_door_they_came_by(town, rehearsal):
    drafts = [(sent(town, who).draft, who) for who in (PAGES, SCREEN)]
    assert rehearsal.table(drafts).same == 2
    other = under_way(town, PAGES, "no", "graffiti")
    assert rehearsal.table([*drafts, (other.draft, PAGES)]).same == 2
    assert rehearsal.table([(other.draft, PAGES)]).same == 1
    assert rehearsal.table([(under_way(town).draft, PAGES)]).same == 0


def test_what_is_not_in_hand_has_no_card(town, rehearsal):
    assert rehearsal.table([(None, PAGES), ("x" * 36, PAGES), ("\x00", PAGES)]).cards == (None, None, None)


def test_sensitive_answers_are_masked(town, rehearsal):
    assert edited(rehearsal, "max_length: 500", "max_length: 500\n    sensitive: true").saved
    turn = under_way(town, PAGES, "no", "other", "my neighbour's fence")
    (card,) = rehearsal.table([(turn.draft, PAGES)]).cards
    assert card.answers[-1].question.startswith("Please describe")
    assert card.answers[-1].shown == "Given, not shown here"
    assert "fence" not in repr(card)


def test_an_answer_that_is_gone_from_the_store_is_counted_as_lost(town, rehearsal):
    turn = under_way(town, PAGES, "no", "pothole")
    with town.operations.database.writing() as connection:
        draft_rows.drop_answers(connection, turn.draft, ["danger"])
    (card,) = rehearsal.table([(turn.draft, PAGES)]).cards
    assert (card.acknowledged, card.lost) == (2, 1)


def test_an_answer_that_left_the_way_is_not_lost(town, rehearsal):
    turn = under_way(town, PAGES, "no", "pothole", "large")
    office = town.front_office
    turn = office.answer(turn.draft, "problem", {"answer": "rubbish"}, turn.version, PAGES)
    turn = answered(town, turn, "bags", "Kerkstraat 12")
    while turn.prompt.kind == "ask":
        turn = office.skip(turn.draft, turn.prompt.path, PAGES)
    turn = office.submit(turn.draft, turn.version, PAGES)
    (card,) = rehearsal.table([(turn.draft, PAGES)]).cards
    assert card.lost == 0


# --- lines ----------------------------------------------------------------------------------------------------


def texted(town, visitor, *words: str) -> Turn:
    who = visitor(LINE.contact, line=LINE)
    for number, each in enumerate(words):
        turn = town.front_office.hear(Reply(each, f"SM{each}{number}"), who)
    return turn


def test_the_draft_of_a_line_is_found_and_its_case_still_stands_for_it(town, rehearsal, visitor):
    assert rehearsal.draft_on(LINE) is None
    begun = texted(town, visitor, "FIX").draft
    assert rehearsal.draft_on(LINE) == begun
    texted(town, visitor, "no", "pothole", "large", "Kerkstraat 12", "SEND")
    assert rehearsal.draft_on(LINE) == begun


def test_a_draft_that_came_to_a_line_from_another_door_is_on_its_card(town, rehearsal, visitor):
    begun = under_way(town, PAGES, "no")
    offer = town.front_office.hand_over(begun.draft, PAGES)
    texted(town, visitor, offer.code)
    who = visitor(LINE.contact, line=LINE)
    there, here = rehearsal.table([(begun.draft, PAGES), (rehearsal.draft_on(LINE), who)]).cards
    assert there is None
    assert here.asked == "What is the problem?"


def test_a_line_that_is_put_down_begins_as_if_nothing_had_been_said(town, rehearsal, visitor):
    begun = texted(town, visitor, "FIX", "no").draft
    rehearsal.put_down(LINE)
    assert rehearsal.draft_on(LINE) is None
    again = texted(town, visitor, "FIX ")
    assert again.prompt.path == "danger"
    assert again.draft != begun
    rehearsal.put_down(replace(LINE, contact="tel:+32470000099"))


# --- what happened --------------------------------------------------------------------------------------------


def test_what_happened_is_told_in_the_towns_time(town):
    """Ten o'clock in Bruggepont is nine o'clock elsewhere."""
    town.front_office.begin("street-problem", PAGES)
    (begun,) = town.rehearsal.happened(0, "en")
    assert begun.at.isoformat() == "2026-11-23T10:00:00+01:00"


def test_events_are_told_as_sentences_the_newest_first(town, rehearsal):
    since = rehearsal.newest()
    turn = under_way(town, PAGES, "no", "what")
    told = rehearsal.happened(since, "en")
    assert [each.words for each in told] == [
        "the answer to “What is the problem?” was not understood",
        "answered “Is anyone in danger right now?”",
        "began “Report a street problem”",
    ]
    assert {each.door for each in told} == {"first"}
    assert rehearsal.happened(rehearsal.newest(), "en") == []
    answered(town, turn, "")
    assert rehearsal.happened(told[0].sequence, "en")[0].words.endswith("was not taken")


def test_what_happened_long_ago_is_no_news_though_it_was_noted_just_now(town, rehearsal, clock):
    since = rehearsal.newest()
    under_way(town, PAGES, "no")
    assert rehearsal.happened(since, "en")
    clock.pass_(timedelta(hours=2))
    assert rehearsal.happened(since, "en") == []


def test_no_sentence_says_what_was_answered(town, rehearsal):
    sent(town)
    told = json.dumps([each.words for each in rehearsal.happened(0, "en")])
    assert "Kerkstraat" not in told
    assert LABEL not in told


def test_of_much_only_the_last_is_told(town, rehearsal):
    for _ in range(LAST + 5):
        under_way(town)
    assert len(rehearsal.happened(0, "en")) == LAST


# --- the text -------------------------------------------------------------------------------------------------


def test_an_edit_is_live_for_drafts_that_are_under_way_and_leaves_the_file_alone(town, rehearsal, config):
    file = config / "services/street-problem/service.yaml"
    before = file.read_bytes()
    turn = under_way(town, PAGES, "no")
    shows = rehearsal.table([(turn.draft, PAGES)]).cards[0].shows
    done = edited(rehearsal, LABEL, "A gap in the road")
    assert (done.saved, done.overwrote, done.written.edited) == (True, False, True)
    asked = town.front_office.ask(turn.draft, PAGES).prompt
    assert asked.options[0].label == "A gap in the road"
    assert rehearsal.table([(turn.draft, PAGES)]).cards[0].shows != shows
    assert file.read_bytes() == before


def test_what_is_wrong_with_an_edit_is_said_at_its_line_and_the_good_text_serves_on(town, rehearsal):
    good = rehearsal.serves("street-problem")
    done = edited(rehearsal, "kind: yes_no", "kind: perhaps")
    assert not done.saved
    finding = next(each for each in done.written.findings if each.severity == "error")
    assert "perhaps" in finding.words
    assert done.written.text.split("\n")[finding.line - 1].strip() == "kind: perhaps"
    assert rehearsal.serves("street-problem") == good
    assert not rehearsal.written("street-problem").edited


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "service: [",
        "\ud800",
        "a: &b c",
        "[" * 5000,
        "x" * (LARGEST_EDIT + 1),
        "service: other\n",
        "\ufeffa: b",
    ],
    ids=["nothing", "null", "half", "surrogate", "anchor", "brackets", "long", "other", "mark"],
)
def test_no_text_breaks_anything(town, rehearsal, text):
    good = rehearsal.serves("street-problem")
    done = rehearsal.edit("street-problem", text, "")
    assert not done.saved
    assert done.overwrote
    assert done.written.findings
    assert rehearsal.serves("street-problem") == good


def test_who_edits_an_old_text_wins_and_is_told(town, rehearsal):
    first = rehearsal.written("street-problem")
    assert not edited(rehearsal, LABEL, "One").overwrote
    late = rehearsal.edit("street-problem", first.text.replace(LABEL, "Two"), first.name)
    assert (late.saved, late.overwrote) == (True, True)
    assert "label: Two" in rehearsal.written("street-problem").text


def test_dropping_the_edits_brings_the_file_back(town, rehearsal):
    before = rehearsal.written("street-problem")
    edited(rehearsal, LABEL, "One")
    assert rehearsal.drop_edits("street-problem") == before


def test_an_edit_outlives_the_process_and_ends_when_its_file_is_saved(town, rehearsal, config, copied, clock):
    edited(rehearsal, LABEL, "One")
    again = open_core(copied.data, config, copied.database_url, demo=True, clock=clock)
    again.operations.publish()
    assert "label: One" in again.rehearsal.written("street-problem").text
    file = config / "services/street-problem/service.yaml"
    file.write_text(file.read_text("utf-8").replace("2 minutes", "3 minutes"), "utf-8")
    again.operations.publish()
    now = again.rehearsal.written("street-problem")
    assert not now.edited
    assert "3 minutes" in now.text
    assert f"label: {LABEL}" in now.text
    again.close()


def test_the_lines_of_each_question_come_with_the_text(rehearsal):
    written = rehearsal.written("street-problem")
    first, last = written.lines["problem"]
    assert "code: problem" in written.text.split("\n")[first - 1]
    assert "value: other" in written.text.split("\n")[last - 1]
    assert written.file == "config/services/street-problem/service.yaml"


@pytest.mark.parametrize(
    "service", ["", "moon-landing", "..", "../services/street-problem", "\x00", "x" * 5000]
)
def test_only_what_is_served_can_be_read_and_edited(rehearsal, service):
    with pytest.raises(NoSuchText):
        rehearsal.written(service)
    with pytest.raises(NoSuchText):
        rehearsal.edit(service, "", "")
    with pytest.raises(NoSuchText):
        rehearsal.drop_edits(service)
