from dataclasses import asdict

import pytest

from service.questions.calendar_names import months, weekdays
from service.questions.reading import fold
from service.questions.units import a_unit, same_unit
from service.questions.vocabulary import VOCABULARIES


@pytest.mark.parametrize("language", VOCABULARIES)
def test_every_word_is_written_as_it_is_looked_up(language):
    for name, entries in asdict(VOCABULARIES[language]).items():
        listed = [part for entry in entries for part in (entry.split(",") if name == "ordinals" else [entry])]
        assert [entry for entry in listed if entry != fold(entry)] == [], name


@pytest.mark.parametrize("language", VOCABULARIES)
def test_nothing_means_both_yes_and_no_in_any_two_languages(language):
    for other in VOCABULARIES.values():
        assert VOCABULARIES[language].yes.isdisjoint(other.no)


@pytest.mark.parametrize("language", VOCABULARIES)
def test_every_month_and_weekday_has_a_name(language):
    assert set(months(language).values()) == set(range(1, 13))
    assert set(weekdays(language).values()) == set(range(7))


def test_units_are_the_same_in_every_language_and_no_other_unit():
    assert same_unit("metres", "m")
    assert same_unit("uur", "h")
    assert not same_unit("cm", "m")
    assert a_unit("kg")
    assert not a_unit("dozen")
