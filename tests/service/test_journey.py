from dataclasses import replace
from datetime import date

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from service.journey import Answer, journey, remarks
from tests.service.conftest import ON, Declare, given

BRANCHES = """
questions:
  - {code: light, ask: Is it a light?, kind: yes_no}
  - {code: lamp, ask: Which lamp?, kind: text, when: {light: true}}
  - {code: where, ask: Where?, kind: text}
  - {code: note, ask: Anything else?, kind: text, optional: true}
"""

HOUSEHOLD = """
sections:
  - code: household
    repeat: {each: person, min: 0, max: 3, more: Anyone else?}
    questions:
      - {code: name, ask: Who?, kind: text}
      - {code: adult, ask: Adult?, kind: yes_no}
      - {code: job, ask: Which job?, kind: text, when: {adult: true}}
  - code: rest
    questions:
      - {code: big, ask: Is the house big enough?, kind: yes_no, when: {adults: {at_least: 2}}}
facts:
  adults: {count: {of: household, where: {adult: true}}}
"""


def paths(state):
    return [step.path for step in state.steps]


def test_with_nothing_answered_the_way_holds_only_the_first_question(declare: Declare):
    state = journey(declare(BRANCHES), {}, ON)
    assert paths(state) == ["light"]
    assert state.next is not None
    assert state.next.path == "light"
    assert not state.complete


def test_a_question_is_shown_only_when_its_condition_is_true(declare: Declare):
    definition = declare(BRANCHES)
    assert journey(definition, given(light=True), ON).next.path == "lamp"
    assert journey(definition, given(light=False), ON).next.path == "where"


def test_yes_no_and_yes_again_brings_the_answers_in_between_back(declare: Declare):
    definition = declare(BRANCHES)
    answers = given(light=True, lamp="B1234", where="Here", note="Dark")
    assert journey(definition, answers, ON).complete
    away = journey(definition, {**answers, "light": Answer(False)}, ON)
    assert away.complete
    assert "lamp" not in paths(away)
    assert paths(journey(definition, answers, ON)) == ["light", "lamp", "where", "note"]


def test_an_optional_question_is_asked_until_it_is_answered_or_skipped(declare: Declare):
    definition = declare(BRANCHES)
    answers = given(light=False, where="Here")
    assert journey(definition, answers, ON).next.path == "note"
    assert journey(definition, {**answers, "note": Answer(None, "skipped")}, ON).complete


def test_what_a_door_cannot_ask_is_passed_over_if_the_service_can_do_without(declare: Declare):
    definition = declare(BRANCHES)
    state = journey(definition, given(light=False, where="Here"), ON, lambda asked: asked.code != "note")
    assert state.complete
    assert state.deferred == {"note"}


def test_what_a_door_cannot_ask_stops_the_way_if_the_service_needs_it(declare: Declare):
    state = journey(declare(BRANCHES), given(light=False), ON, lambda asked: asked.code != "where")
    assert not state.complete
    assert state.next.path == "where"


def test_the_step_before_is_the_question_that_was_asked_before(declare: Declare):
    state = journey(declare(BRANCHES), given(light=True, lamp="B1234"), ON)
    assert state.before("where").path == "lamp"
    assert state.before("light") is None
    assert state.before("").path == "where"


def test_a_repeat_asks_whether_there_is_another_one_until_no(declare: Declare):
    definition = declare(HOUSEHOLD)
    assert paths(journey(definition, {}, ON)) == ["household/more"]
    one = given(household__more=True, household__1__name="Ann", household__1__adult=False)
    assert paths(journey(definition, one, ON))[-1] == "household/1/more"
    assert journey(definition, {**one, "household/1/more": Answer(False)}, ON).complete


def test_a_repeat_ends_by_itself_when_it_is_full(declare: Declare):
    definition = declare(HOUSEHOLD)
    answers = given(household__more=True)
    for number in ("1", "2", "3"):
        answers |= {
            f"household/{number}/name": Answer("Ann"),
            f"household/{number}/adult": Answer(False),
            f"household/{number}/more": Answer(True),
        }
    state = journey(definition, answers, ON)
    assert state.complete
    assert "household/3/more" not in paths(state)
    assert len(state.scope.repeats["household"]) == 3


def test_codes_resolve_inside_the_item_first(declare: Declare):
    definition = declare(HOUSEHOLD)
    answers = given(household__more=True, household__1__name="Ann", household__1__adult=True)
    assert journey(definition, answers, ON).next.path == "household/1/job"


def test_a_fact_counts_the_items_of_a_finished_repeat(declare: Declare):
    definition = declare(HOUSEHOLD)
    answers = given(household__more=True)
    for number in ("1", "2"):
        answers |= {
            f"household/{number}/name": Answer("Ann"),
            f"household/{number}/adult": Answer(True),
            f"household/{number}/job": Answer("Clerk"),
            f"household/{number}/more": Answer(number == "1"),
        }
    assert journey(definition, answers, ON).next.path == "big"


def test_an_item_taken_out_leaves_the_others_as_they_are(declare: Declare):
    definition = declare(HOUSEHOLD)
    answers = given(household__more=True)
    for number, name in (("1", "Ann"), ("2", "Bob")):
        answers |= {
            f"household/{number}/name": Answer(name),
            f"household/{number}/adult": Answer(False),
            f"household/{number}/more": Answer(number == "1"),
        }
    state = journey(definition, {**answers, "household/1": Answer(False)}, ON)
    assert state.complete
    assert [item.values["name"] for item in state.scope.repeats["household"]] == ["Bob"]
    assert "household/1/name" not in paths(state)
    assert "household/2/name" in paths(state)


def test_at_least_so_many_items_are_asked_without_asking_whether(declare: Declare):
    definition = declare(HOUSEHOLD.replace("min: 0", "min: 1"))
    assert paths(journey(definition, {}, ON)) == ["household/1/name"]


OUTCOMES = """
questions:
  - {code: danger, ask: Danger?, kind: yes_no}
  - {code: age, ask: Age?, kind: number, min: 0, max: 120}
  - {code: where, ask: Where?, kind: text}
outcomes:
  - {code: too-young, when: {age: {less_than: 18}}, say: Come back later.}
  - {code: call-112, when: {danger: true}, say: Call 112 now.}
"""


def test_an_outcome_ends_the_way_as_soon_as_it_is_certain(declare: Declare):
    state = journey(declare(OUTCOMES), given(danger=False, age=17), ON)
    assert state.outcome.code == "too-young"
    assert state.next is None
    assert not state.complete


def test_a_later_outcome_waits_until_the_earlier_one_is_decided(declare: Declare):
    definition = declare(OUTCOMES)
    assert journey(definition, given(danger=True), ON).outcome is None
    assert journey(definition, given(danger=True, age=30), ON).outcome.code == "call-112"


def test_an_outcome_on_a_skipped_answer_does_not_hold(declare: Declare):
    definition = declare(
        """
questions:
  - {code: pet, ask: Which pet?, kind: text, optional: true}
  - {code: where, ask: Where?, kind: text}
outcomes:
  - {code: dragons, when: {pet: dragon}, say: We have no form for dragons.}
"""
    )
    assert journey(definition, {"pet": Answer(None, "skipped")}, ON).outcome is None
    assert journey(definition, given(pet="dragon"), ON).outcome.code == "dragons"


CHECKED = """
questions:
  - {code: first, ask: From when?, kind: date}
  - {code: last, ask: Until when?, kind: date}
  - {code: why, ask: Why?, kind: text}
checks:
  - {at: last, require: {last: {after: {answer: first}}}, say: The end must follow the start.}
remarks:
  - {when: {last: {after: "2027-01-01"}}, say: Next year has other prices.}
"""


def test_a_check_that_fails_sends_the_person_to_where_it_is_mended(declare: Declare):
    definition = declare(CHECKED)
    state = journey(definition, given(first="2026-12-05", last="2026-12-01", why="Party"), ON)
    assert state.next.path == "last"
    assert definition.text(state.failed, "en") == "The end must follow the start."
    assert not state.complete


def test_a_check_that_holds_says_nothing(declare: Declare):
    state = journey(declare(CHECKED), given(first="2026-12-01", last="2026-12-05", why="Party"), ON)
    assert state.complete
    assert state.failed == ""


def test_a_remark_is_made_when_it_is_true(declare: Declare):
    definition = declare(CHECKED)
    assert remarks(definition, journey(definition, given(first="2026-12-01", last="2026-12-05"), ON)) == []
    assert remarks(definition, journey(definition, given(first="2026-12-01", last="2027-02-05"), ON)) == [
        "remarks.0.say"
    ]


ZONES = """
questions:
  - code: town
    ask: Which town?
    kind: choice
    options: [{value: east, label: East}, {value: west, label: West}]
  - code: zone
    ask: Which zone?
    kind: choice
    options: {from: zones.csv, value: code, label: name, where: {town: {answer: town}}}
"""


def test_a_choice_that_is_no_longer_offered_is_asked_again(declare: Declare):
    definition = declare(ZONES, zones_csv="town,code,name\neast,e1,East 1\nwest,w1,West 1\n")
    assert journey(definition, given(town="east", zone="e1"), ON).complete
    assert journey(definition, given(town="west", zone="e1"), ON).next.path == "zone"


ANYTHING = st.one_of(
    st.booleans(), st.integers(-5, 200), st.text(max_size=5), st.none(), st.just([]), st.just({})
)


@settings(max_examples=300)
@for_any(
    st.dictionaries(
        st.sampled_from(["danger", "age", "where", "household/more", "nowhere", "age/1"]),
        st.builds(Answer, ANYTHING, st.sampled_from(["given", "skipped", "deferred"])),
    )
)
def test_whatever_is_stored_the_journey_ends_in_exactly_one_way(answers):
    definition = _outcomes()
    state = journey(definition, answers, ON)
    assert sum((state.next is not None, state.outcome is not None, state.complete)) == 1
    assert len(set(paths(state))) == len(paths(state))


def _outcomes(cache=[]):  # noqa: B006 - made once for all examples
    if not cache:
        from service.definitions.folder import Folder
        from service.definitions.loading import load
        from tests.service.conftest import HEAD

        cache.append(load(Folder("trial", {"service.yaml": (HEAD + OUTCOMES).encode()})).definition)
    return cache[0]


def test_the_journey_depends_on_the_day_only_through_the_definition(declare: Declare):
    definition = declare(
        """
questions:
  - {code: born, ask: When were you born?, kind: date}
  - {code: school, ask: Which school?, kind: text, when: {age: {less_than: 18}}}
facts:
  age: {years_since: born}
"""
    )
    answers = given(born="2008-11-24")
    assert journey(definition, answers, ON).next.path == "school"
    assert journey(definition, answers, date(2026, 11, 24)).complete


def test_answers_off_the_way_change_nothing(declare: Declare):
    definition = declare(BRANCHES)
    answers = given(light=False, where="Here", note="Dark")
    with_more = {**answers, "lamp": Answer("B1234"), "nonsense": Answer(1)}
    assert paths(journey(definition, with_more, ON)) == paths(journey(definition, answers, ON))
    assert replace(journey(definition, with_more, ON).steps[0]).path == "light"


def test_an_outcome_that_is_decided_before_an_answer_that_fails_a_check_ends_the_way_there(declare: Declare):
    definition = declare(
        """
questions:
  - {code: pavement, ask: How wide is the pavement?, kind: number, min: 1, max: 20}
  - {code: width, ask: How wide is the terrace?, kind: number, min: 1, max: 20}
checks:
  - {at: width, require: {width: {less_than: {answer: pavement}}}, say: Too wide.}
outcomes:
  - {code: too-narrow, when: {pavement: {less_than: 2}}, say: The pavement is too narrow.}
"""
    )
    assert journey(definition, given(pavement=1), ON).outcome.code == "too-narrow"
    state = journey(definition, given(pavement=1, width=5), ON)
    assert (state.outcome and state.outcome.code, state.failed, paths(state)) == (
        "too-narrow",
        "",
        ["pavement"],
    )
    assert journey(definition, given(pavement=3, width=5), ON).next.path == "width"


def test_an_outcome_before_a_failed_check_counts_the_items_that_are_left(declare: Declare):
    definition = declare(
        """
sections:
  - code: household
    repeat: {each: person, min: 0, max: 3, more: Anyone else?}
    questions: [{code: name, ask: Who?, kind: text}]
  - code: rest
    questions:
      - {code: rooms, ask: How many rooms?, kind: number, min: 1, max: 20}
facts:
  size: {count: household}
checks:
  - {at: rooms, require: {rooms: {at_least: 2}}, say: Too few.}
outcomes:
  - {code: alone, when: {size: {at_most: 1}}, say: You need no form.}
"""
    )
    answers = given(household__more=True, household__1__name="Ann", household__1__more=True)
    answers |= given(household__2__name="Bob", household__2__more=False, rooms=1)
    assert journey(definition, answers, ON).next.path == "rooms"
    assert journey(definition, {**answers, "household/1": Answer(False)}, ON).outcome.code == "alone"


TWO_CHECKS = """
questions:
  - {code: light, ask: Is it a light?, kind: yes_no}
  - {code: lamp, ask: Which lamp?, kind: number, min: 1, max: 99, when: {light: true}}
  - {code: poles, ask: How many poles?, kind: number, min: 1, max: 99}
checks:
  - {at: poles, require: {poles: {at_most: 9}}, say: Too many.}
  - {at: lamp, require: {lamp: {at_most: {answer: poles}}}, say: There are not so many.}
"""


def test_of_two_checks_each_has_its_turn(declare: Declare):
    definition = declare(TWO_CHECKS)
    answers = given(light=True, lamp=50, poles=20)
    assert journey(definition, answers, ON).next.path == "poles"
    state = journey(definition, {**answers, "poles": Answer(9)}, ON)
    assert (state.next.path, definition.text(state.failed, "en")) == ("lamp", "There are not so many.")


def test_a_check_at_a_question_that_is_not_on_the_way_does_not_hold_anybody_up(declare: Declare):
    answers = given(light=False, lamp=50, poles=9)
    assert journey(declare(TWO_CHECKS), answers, ON).complete


def test_the_step_before_leaves_out_what_cannot_be_asked_here(declare: Declare):
    state = journey(declare(BRANCHES), given(light=True, lamp="B1234"), ON)
    assert state.before("where", lambda asked: asked.code != "lamp").path == "light"
