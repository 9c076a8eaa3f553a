"""Wrong keys and wrong values: what is said, and exactly where."""

from __future__ import annotations

import json
import re

import pytest

from service.definitions.schema import json_schema
from service.definitions.sentences import FORMS
from tests.service.definitions.conftest import FAULTLESS, TABLES, Change, found_in

# What stands there; what stands there instead (‸ marks the place, else it is the beginning); what is said.

ROWS = [
    (
        "title: Hire",
        "‸titel: Hire",
        "unknown key `titel`; did you mean `title`?",
    ),
    (
        "takes: 2 minutes\n",
        "",
        "`takes` is missing: add `takes: ...` here",
    ),
    (
        "summary: For one day or more.",
        "summary: ‸[a]",
        "`summary` must be a text, not a list",
    ),
    (
        "summary: For one day or more.",
        'summary: ‸""',
        "`summary` is empty: write a text",
    ),
    (
        "kind: place}",
        "‸optinal: true, kind: place}",
        "unknown key `optinal`; did you mean `optional`?",
    ),
    (
        "kind: place}",
        "optional: ‸maybe, kind: place}",
        "`optional` must be `true` or `false`, not `maybe`",
    ),
    (
        "kind: place}",
        "optional: ‸yes, kind: place}",
        "`optional` must be `true` or `false`, not `yes`",
    ),
    (
        "kind: place}",
        "kind: place, number: ‸requird}",
        "`number` must be `optional` or `required`, not `requird`; did you mean `required`?",
    ),
    (
        "kind: place}",
        "kind: ‸plase}",
        (
            "unknown kind `plase`; did you mean `place`?; the kinds are `text`, `paragraph`, "
            "`name`, `choice`, `choices`, `yes_no`, `number`, `money`, `date`, `phone`, "
            "`email`, `place`, `photo`, `document`, `declaration`, `national_number`, "
            "`company_number`, `plate`, `slot` and `iban`"
        ),
    ),
    (
        "{code: where, ask: Where do you live?, kind: place}",
        "‸{code: where, ask: Where do you live?}",
        "`kind` is missing: add for example `kind: text` here",
    ),
    (
        "{code: where, ask: Where do you live?, kind: place}",
        "‸{code: where, kind: place}",
        "`ask` is missing: add `ask: ...` here",
    ),
    (
        "{code: where, ask: Where do you live?, kind: place}",
        "‸where",
        "`questions`, number 8, must be a mapping of `key: value`, not `where`",
    ),
    (
        "code: where,",
        "code: ‸Where,",
        (
            "`code` must be lower-case letters, digits and single hyphens or underscores, "
            "such as `start-date`, not `Where`"
        ),
    ),
    (
        "code: where,",
        "code: ‸5,",
        "`code` must be a text, not `5`",
    ),
    (
        "find_by: [where]",
        "find_by: ‸where",
        "`find_by` must be a list: one `- ...` for each member, or `[a, b]`, not `where`",
    ),
    (
        "find_by: [where]",
        "find_by: [‸5]",
        "`find_by`, number 1, must be a text, not `5`",
    ),
    (
        "keywords: [HALL]",
        "keywords: [‸A HALL]",
        "`keywords`, number 1, must be one word without spaces, not `A HALL`",
    ),
    (
        "keywords: [HALL]",
        "keywords: [‸H]",
        "`keywords`, number 1, needs 2 characters",
    ),
    (
        "min: 1, max: 500",
        "min: ‸one, max: 500",
        "`min` must be a number, not `one`",
    ),
    (
        "- {code: guests, ask: How many guests?, kind: number, min: 1, max: 500}",
        "- ‸{code: guests, ask: How many guests?, kind: number, min: 10, max: 5}",
        "min (10) is more than max (5)",
    ),
    (
        "min: 1, max: 500",
        "min: 1, max: 500, decimals: ‸9",
        "`decimals` must be at most 6, not `9`",
    ),
    (
        "min: 1, max: 500",
        "min: 1, max: 500, decimals: ‸1.5",
        "`decimals` must be a whole number, not `1.5`",
    ),
    (
        "kind: text, optional: true",
        "kind: text, optional: true, pattern: ‸'[a'",
        "`pattern` is not a regular expression (unterminated character set at position 0)",
    ),
    (
        "kind: text, optional: true",
        "kind: text, optional: true, max_length: ‸5000",
        "`max_length` must be at most 1000, not `5000`",
    ),
    (
        "finish, ask: Until when?, kind: date",
        "finish, ask: Until when?, kind: date, latest: ‸soon",
        ("`latest` is no limit; write today, a date such as 2027-01-31, or a distance such as +3 days"),
    ),
    (
        "options: [{value: bar, label: A bar}]",
        "options: ‸[]",
        "`options` needs 1 or more members, and has none",
    ),
    (
        "options: [{value: bar, label: A bar}]",
        "options: ‸bar",
        "`options` must be a list: one `- ...` for each member, or `[a, b]`, not `bar`",
    ),
    (
        "options: [{value: bar, label: A bar}]",
        "options: [{value: bar, ‸lable: A bar}]",
        "unknown key `lable`; did you mean `label`?",
    ),
    (
        "options: [{value: bar, label: A bar}]",
        "options: [{value: ‸A bar, label: A bar}]",
        (
            "`value` must be lower-case letters, digits and single hyphens or underscores, "
            "such as `first-floor`, not `A bar`"
        ),
    ),
    (
        "options: [{value: bar, label: A bar}]",
        "options: ‸[{value: bar, label: A bar}, {value: bar, label: Another}]",
        "two options have the value bar; every option needs its own",
    ),
    (
        "options: {from: halls.csv, value: hall, label: name,",
        "options: {‸form: halls.csv, value: hall, label: name,",
        "unknown key `form`; did you mean `from`?",
    ),
    (
        "options: {from: halls.csv, value: hall,",
        "options: {from: ‸halls, value: hall,",
        ("`from` must be the name of a file beside the service, such as `fees.csv`, not `halls`"),
    ),
    (
        "repeat: {each: helper, max: 3,",
        "repeat: {each: helper, max: ‸500,",
        "`max` must be at most 50, not `500`",
    ),
    (
        "repeat: {each: helper, max: 3,",
        "repeat: ‸{each: helper,",
        "`max` is missing: add `max: ...` here",
    ),
    (
        "remarks:\n  - {when",
        "remarks:\n  - {‸wen",
        "unknown key `wen`; did you mean `when`?",
    ),
    (
        "- {when: {young: {at_least: 1}}, say: Somebody of age must be there.}",
        "- {when: ‸[young], say: Somebody of age must be there.}",
        "`when` must be a mapping of `key: value`, not a list",
    ),
    (
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: ‸5",
        "`fee` must be a mapping of `key: value`, not `5`",
    ),
    (
        "fee: {from: fees.csv, match: [event],",
        "fee: {from: fees.csv, ‸mach: [event],",
        "unknown key `mach`; did you mean `match`?",
    ),
    (
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: {first_of: [{otherwise: true, sum: ‸a lot}]}",
        '`sum` must be an amount such as `"12.50"`, not `a lot`',
    ),
    (
        "identity: none",
        "identity: none\nkeep: {drafts: ‸30 dayz}",
        "`drafts` is not a length of time; write for example 30 days, 6 months or 2 years",
    ),
    (
        "identity: none",
        "identity: none\npromise: {working_days: ‸0}",
        "`working_days` must be at least 1, not `0`",
    ),
    (
        "identity: none",
        "identity: none\nstate: ‸opened",
        "`state` must be `draft`, `open` or `closed`, not `opened`; did you mean `open`?",
    ),
    (
        "identity: none",
        "identity: none\nstate: {is: ‸opened}",
        "`is` must be `draft`, `open` or `closed`, not `opened`; did you mean `open`?",
    ),
    (
        "identity: none",
        "identity: none\nstate: {from: ‸tomorrow}",
        "`from` is not a day; write for example 2027-05-12",
    ),
    (
        "identity: none",
        "identity: none\nfor: [‸citizens]",
        ("`for`, number 1, must be `citizen` or `business`, not `citizens`; did you mean `citizen`?"),
    ),
    (
        "identity: none",
        "identity: none\nfor: ‸[]",
        "`for` needs 1 or more members, and has none",
    ),
    (
        "identity: none",
        "identity: none\noutcomes_only: ‸no",
        "`outcomes_only` must be `true` or `false`, not `no`",
    ),
    (
        "sections:\n  - code: helpers",
        "sections:\n  - ‸cod: helpers",
        "unknown key `cod`; did you mean `code`?",
    ),
    (
        "identity: none",
        "identity: ‸At Desk",
        "`identity` must be `none`, `contact`, `at_desk` or a provider's name, not `At Desk`",
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), ROWS)
def test_a_wrong_key_or_value_is_said_with_what_to_write(change: Change, old: str, new: str, words: str):
    found = change(old, new)
    assert found.said == [f"{place}: error: {words}" for place in found.marked or ["1:1"]]


def test_a_question_that_cannot_be_read_hides_no_other_fault(change: Change):
    found = change("kind: number, min: 1, max: 500}", "kind: ‸numbr, min: 1}")
    assert [each.split(": ")[0] for each in found.said] == found.marked


@pytest.mark.parametrize("text", ["hello", "- a\n- b", "5", "true"])
def test_a_service_is_a_mapping(text: str):
    said = found_in({"service.yaml": text}, "service.yaml", []).said
    assert said == ["1:1: error: a service is written in lines of `key: value`, such as `title: ...`"]


def test_every_missing_key_of_an_almost_empty_service_is_named():
    said = found_in({"service.yaml": "title: A trial"}, "service.yaml", []).said
    missing = {key for each in said for key in re.findall("`(\\w+)` is missing", each)}
    assert missing == {"service", "summary", "office", "takes", "receipt"}


def test_every_form_that_a_text_must_have_is_said_in_words():
    patterns = set(re.findall(r'"pattern": "([^"]+)"', json.dumps(json_schema())))
    assert patterns
    assert {pattern.replace("\\\\", "\\") for pattern in patterns} <= FORMS.keys()


def test_keys_of_python_are_no_keys_of_a_service():
    text = FAULTLESS.replace("identity: none", "for_: [citizen]")
    said = found_in({"service.yaml": text, **TABLES}, "service.yaml", []).said
    assert said == ["7:1: error: unknown key `for_`; did you mean `for`?"]
