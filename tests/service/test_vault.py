from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.vault import DataKey, Sealed, Vault

OLD, NEW = b"the secret that is being retired", b"the secret that takes its place"
CONTENT = st.binary(max_size=300)
ROW = st.text(max_size=60)
PURPOSE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)

before = Vault({"old": OLD}, "old")
during = Vault({"new": NEW, "old": OLD}, "new")
after = Vault({"new": NEW}, "new")


# --- sealing --------------------------------------------------------------------------------------------------


@given(CONTENT, ROW)
def test_what_was_sealed_opens_in_its_row(content: bytes, row: str) -> None:
    key = before.new_key()
    assert key.open(key.seal(content, row), row) == content


@given(CONTENT, ROW, ROW)
def test_it_opens_in_no_other_row(content: bytes, row: str, other: str) -> None:
    key = before.new_key()
    sealed = key.seal(content, row)
    if row != other:
        with pytest.raises(Sealed):
            key.open(sealed, other)


@given(CONTENT, ROW)
def test_it_opens_with_no_other_key(content: bytes, row: str) -> None:
    sealed = before.new_key().seal(content, row)
    with pytest.raises(Sealed):
        before.new_key().open(sealed, row)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_single_changed_bit_is_noticed(content: bytes, data: st.DataObject) -> None:
    key = before.new_key()
    sealed = bytearray(key.seal(content, "row"))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(Sealed):
        key.open(bytes(sealed), "row")


@pytest.mark.parametrize("length", range(29))
def test_what_is_too_short_to_be_sealed_is_refused(length: int) -> None:
    """Twelve bytes of nonce and sixteen of tag: what is cut off there is not an error of another kind."""
    key = before.new_key()
    sealed = key.seal(b"x", "row")
    with pytest.raises(Sealed):
        key.open(sealed[:length], "row")


def test_the_same_content_is_never_sealed_alike() -> None:
    key = before.new_key()
    assert len({key.seal(b"yes", "row") for _ in range(100)}) == 100


def test_a_refusal_does_not_say_whose_row_it_was() -> None:
    """The words go to logs."""
    key = before.new_key()
    with pytest.raises(Sealed) as refused:
        key.open(key.seal(b"x", "answer:1:where"), "answer:7c2e:where")
    assert str(refused.value) == "answer"


def test_a_key_shows_nothing_of_itself() -> None:
    """Whatever prints a draft or a line, in a log or in a trace, must not print what opens it."""
    key = before.new_key()
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)


# --- keys and their rotation ----------------------------------------------------------------------------------


def test_a_data_key_is_wrapped_and_never_stored_bare() -> None:
    key = before.new_key()
    assert key.raw not in key.wrapped
    assert before.unwrap(key.wrapped, key.key_id) == key


def test_while_two_secrets_stand_old_keys_open_and_new_ones_are_made_by_the_first() -> None:
    old = before.new_key()
    sealed = old.seal(b"before", "row")
    new = during.new_key()
    assert during.unwrap(old.wrapped, old.key_id).open(sealed, "row") == b"before"
    assert new.key_id == "new"
    assert after.unwrap(new.wrapped, new.key_id) == new


def test_a_retired_secret_opens_nothing_any_more() -> None:
    old = before.new_key()
    with pytest.raises(Sealed):
        after.unwrap(old.wrapped, old.key_id)


def test_a_data_key_does_not_open_under_another_master_key() -> None:
    old = before.new_key()
    with pytest.raises(Sealed):
        during.unwrap(old.wrapped, "new")


@pytest.mark.parametrize("length", [0, 11, 12, 27, 59])
def test_a_wrapped_key_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(Sealed):
        before.unwrap(before.new_key().wrapped[:length], "old")


def test_two_processes_with_the_same_secret_open_each_others_keys() -> None:
    key = before.new_key()
    assert Vault({"old": OLD}, "old").unwrap(key.wrapped, key.key_id).raw == key.raw


# --- keyed hashes ---------------------------------------------------------------------------------------------


@given(PURPOSE, WORDS)
def test_equal_words_have_equal_hashes_that_match(purpose: str, words: str) -> None:
    stored = before.hashed(purpose, words)
    assert stored == before.hashed(purpose, words)
    assert before.matches(purpose, words, stored)


@given(PURPOSE, WORDS, PURPOSE, WORDS)
def test_other_words_or_another_purpose_do_not_match(
    purpose: str, words: str, other: str, others: str
) -> None:
    stored = before.hashed(purpose, words)
    same = (purpose, words) == (other, others)
    assert before.matches(other, others, stored) is same
    assert (before.hashed(other, others) == stored) is same


def test_a_hash_cannot_be_made_without_the_secret() -> None:
    assert before.hashed("contact", "tel:+32470000001")[4:] != after.hashed("contact", "tel:+32470000001")[4:]


def test_a_hash_of_the_retiring_secret_still_matches() -> None:
    stored = before.hashed("status code", "K7QF2M9X3:123456")
    assert during.matches("status code", "K7QF2M9X3:123456", stored)
    assert not during.matches("status code", "K7QF2M9X3:123457", stored)
    assert not after.matches("status code", "K7QF2M9X3:123456", stored)


def test_whoever_looks_something_up_looks_under_every_secret_that_stands() -> None:
    assert during.hashes("contact", "tel:1") == [
        after.hashed("contact", "tel:1"),
        before.hashed("contact", "tel:1"),
    ]
    assert before.hashes("contact", "tel:1") == [before.hashed("contact", "tel:1")]


@pytest.mark.parametrize("stored", ["", ":", "old", "old:", "gone:" + "0" * 64, "new:" + "0" * 64])
def test_what_is_no_hash_of_ours_matches_nothing(stored: str) -> None:
    assert not during.matches("status code", "", stored)


@given(PURPOSE, PURPOSE)
def test_secrets_for_two_purposes_differ(purpose: str, other: str) -> None:
    assert (before.secret_for(purpose) == before.secret_for(other)) is (purpose == other)


def test_a_secret_for_a_door_opens_nothing_in_the_store() -> None:
    """A door that gives its secret away gives away neither keys nor hashes."""
    secret = bytes.fromhex(before.secret_for("sessions"))
    key = before.new_key()
    with pytest.raises(Sealed):
        DataKey(secret, key.wrapped, key.key_id).open(key.seal(b"x", "row"), "row")
    assert before.hashed("sessions", "") != f"old:{secret.hex()}"
