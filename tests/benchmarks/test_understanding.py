"""What people text is understood, in four languages, and never wrongly: floors under what `make bench` prints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.negatives import MOST, negatives
from benchmarks.understanding import (
    Read,
    Reader,
    Utterance,
    accepted,
    alike,
    bound,
    reader,
    utterances,
)

LANGUAGES = ("en", "fr", "nl", "ar")
LEAST_RIGHT = {"en": 0.95, "fr": 0.95, "nl": 0.95, "ar": 0.95}
"""Of our own utterances in each language, those kept apart and the others alike."""
LEAST_BY_OTHERS = 0.55
"""Of those whose writers had not seen the code. They write as people do: long, aside, and in other words."""


@pytest.fixture(scope="module")
def reading() -> Iterator[Reader]:
    with reader() as opened:
        yield opened


@pytest.fixture(scope="module")
def read(reading: Reader) -> dict[str, list[Read]]:
    return {language: [reading.read(each) for each in utterances(language)] for language in LANGUAGES}


def test_there_are_fifteen_hundred_utterances_and_none_stands_twice(read: dict[str, list[Read]]) -> None:
    every = [each.utterance for reads in read.values() for each in reads]
    assert len(every) >= 1_500
    assert len(set(every)) == len(every)
    assert sum(each.kept_apart for each in every) / len(every) > 0.33


def test_every_label_is_one_that_its_question_can_have(reading: Reader, read: dict[str, list[Read]]) -> None:
    for each in (each.utterance for reads in read.values() for each in reads):
        if each.service and each.label not in ("-", "?"):
            asked, _ = reading.asked(each.service, each.code)
            options = getattr(asked.question, "options", None)
            if isinstance(options, list):
                assert set(each.label.split("+")) <= {option.value for option in options}, each


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_taken_for_what_it_does_not_mean(language: str, read: dict[str, list[Read]]) -> None:
    assert [each for each in read[language] if each.outcome == "wrong"] == []


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_it_is_understood_at_once(language: str, apart: bool, read: dict[str, list[Read]]) -> None:
    ours = [each for each in read[language] if not each.utterance.by_others]
    outcomes = [each.outcome for each in ours if each.utterance.kept_apart is apart]
    assert outcomes.count("right") / len(outcomes) >= LEAST_RIGHT[language]


def test_more_than_half_of_what_others_wrote_is_understood_at_once(read: dict[str, list[Read]]) -> None:
    outcomes = [each.outcome for reads in read.values() for each in reads if each.utterance.by_others]
    assert len(outcomes) >= 700
    assert outcomes.count("right") / len(outcomes) >= LEAST_BY_OTHERS


def test_three_thousand_made_negatives_are_all_asked_again(reading: Reader) -> None:
    made = negatives(reading)
    assert len(made) == MOST
    assert [each for each in made if accepted(each, reading)] == []
    assert bound(len(made)) < 0.001


def test_the_score_tells_right_from_asked_from_wrong(reading: Reader) -> None:
    def outcome(words: str, label: str, code: str = "problem") -> str:
        return reading.read(Utterance("en", "street-problem", code, words, label)).outcome

    assert outcome("pothole", "pothole") == "right"
    assert outcome("pothole", "light") == "wrong"
    assert outcome("pothole", "-") == "wrong"
    assert outcome("no idea", "-") == "right"
    assert outcome("no idea", "light") == "asked"
    begun = Utterance("en", "", "first", "FIX pothole Kerkstraat 12", "street-problem problem=pothole")
    assert reading.read(begun).outcome == "wrong"


def test_one_value_may_be_written_in_several_ways() -> None:
    assert alike("6.50", "6.5")
    assert alike("1-ABC-234", "1ABC234")
    assert not alike("6.5", "65")
