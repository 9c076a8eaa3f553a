import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from channels.shared.segments import count

EMOJI = "\U0001f6a7"


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("ж" * 70, "UCS-2", 70, 1),
        ("ж" * 71, "UCS-2", 71, 2),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        (EMOJI * 35, "UCS-2", 70, 1),
        (EMOJI * 36, "UCS-2", 72, 2),
        ("déjà payé", "GSM-7", 9, 1),
        ("ça", "UCS-2", 2, 1),
    ],
)
def test_a_text_is_cut_as_the_networks_cut_it(text: str, encoding: str, units: int, parts: int) -> None:
    counted = count(text)
    assert (counted.encoding, counted.units, counted.parts) == (encoding, units, parts)


@pytest.mark.parametrize(("character", "parts"), [("€", 3), ("e", 2)])
def test_an_escaped_character_is_not_torn_between_two_parts(character: str, parts: int) -> None:
    assert count("a" * 152 + character + "a" * 152 + character).parts == parts


@pytest.mark.parametrize(("character", "parts"), [(EMOJI, 3), ("ж", 2)])
def test_an_emoji_is_not_torn_between_two_parts(character: str, parts: int) -> None:
    assert count("ж" * 66 + character + "ж" * 66 + character).parts == parts


dear = st.sampled_from("€[]^~ç’…жس" + EMOJI)
cheap = st.sampled_from("abc é\nÜ1?")
texts = st.one_of(
    st.text(alphabet=cheap | dear, min_size=1, max_size=400),
    st.text(alphabet=cheap | st.sampled_from("€[]"), min_size=1, max_size=500),
    # The escape itself is no character that anybody sends.
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x1b"), min_size=1),
)


@given(texts)
def test_it_counts_like_an_independent_implementation(text: str) -> None:
    theirs = smsutil.split(text)
    ours = count(text)
    assert ours.encoding == {"gsm0338": "GSM-7", "utf_16_be": "UCS-2"}[theirs.encoding]
    assert ours.parts == len(theirs.parts)
    assert ours.units == theirs.total_bytes // (1 if ours.encoding == "GSM-7" else 2)
