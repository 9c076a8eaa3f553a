from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.definitions.folder import Folder
from service.definitions.loading import Loaded, between, load
from tests.service.definitions.conftest import FAULTLESS, TABLES, Town

FILES = {"service.yaml": FAULTLESS, **TABLES}


def loaded(files: dict[str, str]) -> Loaded:
    return load(Folder("trial", {name: text.encode() for name, text in files.items()}), Town())


def test_a_faultless_folder_becomes_a_definition():
    found = loaded(FILES)
    assert found.findings == ()
    assert found.definition is not None
    assert found.definition.code == "trial"
    assert found.definition.revision == found.folder.revision


def test_a_folder_with_an_error_becomes_none():
    found = loaded({**FILES, "service.yaml": FAULTLESS + "nonsense: 1\n"})
    assert found.definition is None
    assert "unknown key `nonsense`" in str(found.findings[0])


def test_a_finding_names_file_line_column_and_severity_as_editors_read_them():
    found = loaded({**FILES, "service.yaml": FAULTLESS.replace("office: halls", "office: hall")})
    assert str(found.findings[0]).startswith(
        "config/services/trial/service.yaml:5:9: error: the town has no office"
    )
    assert found.findings[0].place == "office"


def test_a_folder_without_a_service_says_so():
    found = loaded(TABLES)
    words = "the folder has no `service.yaml`: write one, or remove the folder"
    assert [str(each) for each in found.findings] == [
        f"config/services/trial/service.yaml:1:1: error: {words}"
    ]


def test_without_a_town_what_depends_on_it_is_not_judged():
    text = FAULTLESS.replace("office: halls", "office: elsewhere")
    folder = Folder(
        "trial", {name: content.encode() for name, content in {**FILES, "service.yaml": text}.items()}
    )
    assert load(folder).definition is not None


def test_a_provider_of_the_town_may_prove_identity():
    text = FAULTLESS.replace("identity: none", "identity: citizen-card")
    folder = Folder(
        "trial", {name: content.encode() for name, content in {**FILES, "service.yaml": text}.items()}
    )
    assert load(folder, Town()).definition is None
    assert load(folder, Town(), providers=["citizen-card"]).definition is not None


def test_a_keyword_begins_one_service():
    files = {name: text.encode() for name, text in FILES.items()}
    other = FAULTLESS.replace("service: trial", "service: other").replace("[HALL]", "[ROOM, Hall]")
    services = [
        load(Folder("trial", files)),
        load(Folder("other", {**files, "service.yaml": other.encode()})),
    ]
    assert [str(finding) for finding in between(services)] == [
        "config/services/other/service.yaml:4:18: error: `Hall` begins `trial` already: choose another keyword"
    ]
    assert between(services[:1]) == []


@pytest.mark.parametrize("path", sorted(Path("config/services").iterdir()), ids=lambda path: path.name)
def test_the_services_of_the_town_have_no_fault(path: Path):
    from service.definitions.folder import read_folder
    from service.town import read_town

    town = read_town(Path("config/town.toml"))
    assert [str(finding) for finding in load(read_folder(path), town).findings] == []


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_whatever_is_cut_out_or_doubled_loading_never_raises(seed: int, many: int):
    chance = random.Random(seed)
    lines = FAULTLESS.split("\n")
    for _ in range(many):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randrange(len(line) + 1)
        changed = [line[:cut], line[cut:], line + line, f"  {line}", line.strip(), line.replace(": ", ":", 1)]
        lines[at] = chance.choice(changed)
        if chance.random() < 0.3:
            del lines[at]
    found = loaded({**FILES, "service.yaml": "\n".join(lines)})
    assert found.definition is not None or found.findings


WORDS = ["event", "guests", "any", "not", "answer", "days", "helpers", "", "today", "party", "x" * 90]
OPERATIONS = ["at_least", "add", "look_up", "count", "of", "where", "sum", "match", "round"]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS + OPERATIONS), inner, max_size=3)
    ),
    max_leaves=8,
)
PLACES = [
    "{event: party}",
    "{days_between: [start, finish]}",
    "{young: {at_least: 1}}",
    "[where]",
    "{from: halls.csv, value: hall, label: name, where: {use: {answer: event}}}",
    "{each: helper, max: 3, more: Another helper?}",
    "{from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
]


@given(st.sampled_from(PLACES), JUNK)
def test_whatever_stands_in_a_rule_loading_never_raises(place: str, junk: object):
    found = loaded({**FILES, "service.yaml": FAULTLESS.replace(place, json.dumps(junk), 1)})
    assert found.definition is not None or found.findings


@given(st.binary(max_size=60), st.sampled_from(sorted(TABLES)))
def test_whatever_stands_in_a_table_loading_never_raises(content: bytes, table: str):
    files = {name: text.encode() for name, text in FILES.items()}
    found = load(Folder("trial", {**files, table: content}), Town())
    assert found.definition is not None or found.findings
