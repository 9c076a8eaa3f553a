from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.definitions.yaml_reading import read_yaml


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "off",
        "True",
        "12:30",
        "2026-01-02",
        "1_000",
        "007",
        "0x1F",
        "1e5",
        ".5",
        "+3",
        "Null",
        "9" * 40,
    ],
)
def test_what_other_readers_take_for_something_else_stays_text(written: str):
    assert read_yaml(f"a: {written}".encode(), "f").content == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-3", -3),
        ("12", 12),
        ("12.50", 12.5),
        ("'5'", "5"),
        ('"true"', "true"),
    ],
)
def test_only_true_false_and_plain_figures_are_more_than_text(written: str, value: object):
    content = read_yaml(f"a: {written}".encode(), "f").content
    assert content == {"a": value}
    assert type(content["a"]) is type(value)


def test_keys_are_text_whatever_they_look_like():
    assert read_yaml(b"{1: a, true: b, no: c}", "f").content == {"1": "a", "true": "b", "no": "c"}


def test_every_value_and_key_has_its_line_and_column():
    marks = read_yaml(b"a:\n  - x\n  - {b: y}\n", "f").marks
    assert str(marks.at(("a", 1, "b"), "here")) == "f:3:9: error: here"
    assert str(marks.at_key(("a", 1, "b"), "here")) == "f:3:6: error: here"
    assert str(marks.at(("a", 1, "missing"), "here")) == "f:3:5: error: here"


WRONG = [
    (b"", "1:1: error: the file is empty: a service begins with `service: its-code`"),
    (b"# nothing\n", "1:1: error: the file is empty: a service begins with `service: its-code`"),
    (b"a: 1\nb: \xff", "2:4: error: this character is not UTF-8: save the file as UTF-8"),
    (
        b"\xef\xbb\xbfa: 1",
        "1:1: error: an invisible byte order mark stands first: save the file as UTF-8 without it",
    ),
    (b"a: 1\nb: \x00", "2:4: error: the invisible character U+0000 stands here: remove it"),
    (b"a:\n\t- b", "2:1: error: indent with spaces, not with a tab"),
    (b"a: 1\na: 2", "2:1: error: `a` stands here a second time (first in line 1): remove one of them"),
    (b"a:\nb: 2", "1:3: error: nothing stands after `a:`: write a value, or remove the line"),
    (b"a: &x 1", "1:4: error: `&x` names a part to repeat it: write every part out instead"),
    (b"a: &x 1\nb: *x", "2:4: error: `*x` repeats another part: write the part out instead"),
    (b"<<: {a: 1}", "1:1: error: `<<` merges another part: write the part out instead"),
    (b"a: !!int '1'", "1:4: error: `!!int` is not possible here: leave it out"),
    (
        b"a: !python/object:os.system x",
        "1:4: error: `!python/object:os.system` is not possible here: leave it out",
    ),
    (b"a: 1\n---\nb: 2", "2:1: error: a second document begins here: write one service in one file"),
    (b"{[a]: 1}", "1:2: error: a key must be a word: text in {braces} needs quotes around it"),
    (b"[" * 100, "1:42: error: nested more than 40 levels deep"),
    (b"a: @b", "1:4: error: a value cannot begin with this character: put the text in quotes"),
    (b"a: 'b\nc: d", "2:5: error: a quote is opened and never closed (it begins in line 1)"),
    (
        b"a: Potholes: lamps",
        (
            "1:12: error: a colon followed by a space is not possible here: put a text that contains one in quotes, "
            "and indent keys of one level equally"
        ),
    ),
    (
        b"a: {name}, hello",
        (
            "1:10: error: this does not belong to the lines above: indent it like them, "
            "and put a text that begins with { or [ or a quote in quotes as a whole"
        ),
    ),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_what_is_no_strict_yaml_is_said_with_its_place(content: bytes, said: str):
    assert f"f:{said}" in [str(finding) for finding in read_yaml(content, "f").findings]


def test_a_bomb_of_repeated_parts_stays_small():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    written = read_yaml("\n".join(lines).encode(), "f")
    assert written.findings
    assert len(str(written.content)) < 10_000


@given(st.binary(max_size=200))
def test_whatever_the_bytes_something_is_said_or_read(content: bytes):
    written = read_yaml(content, "f")
    assert written.content is not None or written.findings


@given(st.text(alphabet="ab:{}[],'\"\n -#&*!|>%@\t\\0é\u200f😀", max_size=80))
def test_every_mark_lies_within_the_text(text: str):
    written = read_yaml(text.encode(), "f")
    assert written.content is not None or written.findings
    for position in [*written.marks.values.values(), *written.marks.keys.values()]:
        assert 1 <= position.line <= text.count("\n") + 2
        assert position.column >= 1


PLAIN = st.recursive(
    st.booleans() | st.integers(-(10**9), 10**9) | st.text(alphabet="abcdef ghi-_.é", min_size=1),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcd", min_size=1), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_what_was_written_quoted_is_read_as_it_was(value: object):
    content = yaml.safe_dump({"value": value}, default_style='"', allow_unicode=True)
    for tag, plain in ((' !!int "', ' "'), (' !!bool "', ' "')):
        content = content.replace(tag, plain)
    written = read_yaml(content.encode(), "f")
    assert not written.findings
    assert _as_text(written.content["value"]) == _as_text(value)


def _as_text(value: object) -> object:
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)
