from hypothesis import given, settings
from hypothesis import strategies as st

from channels.web.search import found
from service.messages import Office, ServiceSummary


def service(code, title, summary, *keywords, needs=()):
    return ServiceSummary(
        code, title, summary, keywords, (), needs, "", "", "", "open", "", Office("x", "X"), "", "", 1
    )


SERVICES = [
    service("street", "Report a street problem", "Potholes, broken street lights, dumped rubbish.", "FIX"),
    service("permit", "Apply for a parking permit", "Park near your home without a ticket.", "PARK"),
    service("birth", "Order a birth certificate", "For yourself or somebody close.", "BIRTH"),
    service("moved", "Report a change of address", "You have moved to an address here.", "MOVE"),
]


def codes(query):
    return [each.code for each in found(SERVICES, query)]


def test_a_word_of_the_title_the_summary_or_a_keyword_finds_it():
    assert codes("certificate") == codes("BIRTH") == ["birth"]
    assert codes("rubbish") == codes("fix") == ["street"]


def test_one_letter_wrong_missing_or_swapped_finds_it_all_the_same():
    assert codes("certifcate") == codes("certificaet") == codes("cirtificate") == ["birth"]
    assert codes("pothle") == ["street"]


def test_the_beginning_of_a_word_is_enough():
    assert codes("pot") == ["street"]
    assert codes("parkin") == ["permit"]


def test_accents_and_capitals_do_not_matter():
    assert codes("ÀDDRÉSS") == ["moved"]


def test_a_whole_sentence_is_judged_by_the_words_that_tell_services_apart():
    assert codes("I have to report a pothole please")[0] == "street"


def test_the_best_comes_first():
    assert codes("report a change of address")[0] == "moved"


def test_what_fits_nothing_finds_nothing():
    assert codes("zebra") == codes("") == codes("?!") == []


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_query_is_answered_with_services_that_exist(query):
    assert all(each in SERVICES for each in found(SERVICES, query))
