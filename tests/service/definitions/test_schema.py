from __future__ import annotations

import json
from typing import Any

from service.definitions.schema import json_schema
from service.questions import KINDS


def models() -> dict[str, Any]:
    schema = json_schema()
    return {"Service": schema, **schema["$defs"]}


def test_the_schema_is_json_and_names_its_dialect():
    schema = json.loads(json.dumps(json_schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["required"]) == {"service", "title", "summary", "office", "takes"}


def test_every_kind_of_question_can_be_written():
    kinds = {
        model["properties"]["kind"]["const"] for model in models().values() if "kind" in model["properties"]
    }
    assert kinds == set(KINDS)


def test_no_key_is_possible_that_is_not_known():
    assert all(model["additionalProperties"] is False for model in models().values())


def test_every_key_says_what_it_does():
    for name, model in models().items():
        for key, declared in model["properties"].items():
            assert declared["description"].endswith((".", "`", "?")), (name, key)


def test_keys_are_those_of_the_file_and_nothing_may_be_null():
    written = json.dumps(json_schema())
    assert '"null"' not in written
    assert "from_" not in written
    assert '"from"' in written


def test_what_may_be_written_in_two_ways_is_possible_in_both():
    schema = json_schema()
    state = schema["properties"]["state"]["anyOf"]
    assert {"enum": ["draft", "open", "closed"], "type": "string"} in state
    assert {"$ref": "#/$defs/State"} in state
    sums = {each["type"] for each in schema["$defs"]["FeeRow"]["properties"]["sum"]["anyOf"]}
    assert {"string", "number"} <= sums
    assert schema["$defs"]["Keep"]["properties"]["drafts"]["type"] == "string"
