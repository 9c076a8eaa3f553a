"""What happens on a line that carries only words, against the services of Bruggepont."""

from datetime import timedelta

import pytest

from service.messages import Capabilities, Line, Reply, Turn, Upload, Visitor

STOPPING = frozenset({"stop", "end", "quit"})
CAN = Capabilities(
    photos=False,
    documents=False,
    private=False,
    reserved=STOPPING | {"help", "start"},
    stopping=STOPPING,
    starting=frozenset({"start"}),
    silent=frozenset({"help"}),
    stop_word="STOP",
    start_word="START",
)


class Talker:
    """Somebody with a telephone."""

    def __init__(self, town, number: str = "+32470123456", can: Capabilities = CAN) -> None:
        self.town, self.sent = town, 0
        self.visitor = Visitor("line", "en", can, Line(f"tel:{number}", "tel:+32460000000"))

    def text(self, words: str, delivery: str = "", media: tuple = ()) -> Turn:
        self.sent += 1
        name = delivery or f"{self.visitor.line.contact}-{self.sent}"
        return self.town.front_office.hear(Reply(words, name, media), self.visitor)

    def texts(self, *words: str) -> Turn:
        for each in words:
            turn = self.text(each)
        return turn


@pytest.fixture
def talker(town) -> Talker:
    return Talker(town)


def shown(turn: Turn) -> str:
    prompt = turn.prompt
    problem = prompt.problem.words if prompt and prompt.problem else ""
    return " ".join([*turn.said, problem, prompt.words if prompt else "", *(prompt.notes if prompt else ())])


def test_the_first_contact_says_who_speaks_what_it_costs_and_how_to_stop(talker):
    turn = talker.text("hello there, I have a question")
    assert "Bruggepont" in turn.said[0]
    assert "rate" in turn.said[0]
    assert "STOP" in turn.said[0]
    assert turn.prompt.kind == "choose"


def test_a_keyword_begins_its_service_and_says_how_many_texts_it_takes(talker):
    turn = talker.text("fix")
    assert "texts" in turn.said[0]
    assert turn.prompt.path == "danger"


def test_a_service_is_chosen_from_the_menu_by_number_or_by_name(town):
    by_number = Talker(town, "+32470000001").texts("hello", "1")
    by_name = Talker(town, "+32470000002").texts("hello", "street problem")
    assert by_number.prompt.path == by_name.prompt.path == "danger"


def test_a_street_problem_is_reported_from_start_to_reference(talker, town):
    turn = talker.texts("FIX", "no", "the second one", "B1234", "kerkstr 12", "0")
    assert turn.prompt.kind == "done"
    answers = town.back_office.show(turn.prompt.receipt.reference)["answers"]
    assert answers["problem"] == "light"
    assert answers["where"]["street"] == "Kerkstraat"
    assert answers["mobile"] == "+32470123456"
    assert answers["photo"] is None


def test_the_same_delivery_is_the_same_message_however_often_it_comes(talker, town):
    talker.texts("FIX", "no")
    first = talker.text("light", "delivery-1")
    for _ in range(20):
        assert talker.text("light", "delivery-1") == first
    assert talker.text("B1234").prompt.path == "where"


def test_a_number_means_what_stood_behind_it_when_it_was_shown(talker):
    turn = talker.texts("FIX", "2")
    assert turn.prompt.path == "problem"


def test_back_leads_to_the_question_before_and_its_answer_can_be_changed(talker):
    turn = talker.texts("FIX", "no", "light", "back")
    assert turn.prompt.path == "problem"
    assert talker.text("pothole").prompt.path != "lamp"


def test_skip_leaves_an_optional_question_out_and_no_other(talker):
    assert talker.texts("FIX", "skip").prompt.path == "danger"
    assert talker.texts("no", "light", "skip").prompt.path == "where"


def test_no_refusal_is_said_twice_alike_and_the_third_names_other_ways(talker):
    talker.texts("FIX", "no")
    words = [talker.text("purple").prompt.problem.words for _ in range(4)]
    assert len(set(words[:3])) == 3
    assert "050" in words[2]
    assert talker.text("pothole").prompt.path != "problem"


def test_a_greeting_starts_nothing_over(talker):
    talker.texts("FIX", "no")
    assert talker.text("hello").prompt.path == "problem"


def test_help_words_that_the_carrier_answers_get_silence(talker):
    talker.texts("FIX")
    silence = talker.text("HELP")
    assert silence.said == ()
    assert silence.prompt is None
    assert talker.text("no").prompt.path == "problem"


def test_after_a_stopping_word_there_is_silence_until_start(talker):
    talker.texts("FIX", "no")
    for words in ("STOP", "light", "FIX", "menu"):
        turn = talker.text(words)
        assert (turn.said, turn.prompt) == ((), None)
    assert talker.text("START").prompt.path == "problem"


def test_who_stops_one_of_our_numbers_has_stopped_them_all(town):
    def at(address: str) -> Talker:
        talker = Talker(town)
        talker.sent = 100 * int(address[-1])
        talker.visitor = Visitor("line", "en", CAN, Line("tel:+32470123456", address))
        return talker

    first, second, third = at("tel:+32460000001"), at("tel:+32460000002"), at("tel:+32460000003")
    first.text("FIX")
    second.text("FIX")
    first.text("STOP")
    for each in (first, second, third):
        assert each.text("hello").prompt is None
    assert third.text("START").prompt is not None
    assert second.text("again").prompt.path == "danger"


def test_when_and_by_which_word_somebody_stopped_us_is_kept(talker, town):
    talker.texts("FIX", "STOP", "STOP", "START")
    database = town.operations.database
    with database.reading() as connection:
        kept = connection.exec_driver_sql(
            "SELECT contact, door, withdrawn, word FROM consents ORDER BY sequence"
        ).all()
    assert [(door, bool(withdrawn), word) for _, door, withdrawn, word in kept] == [
        ("line", True, "stop"),
        ("line", False, "start"),
    ]
    assert not any("470123456" in contact for contact, *_ in kept)


def test_a_stopping_word_inside_a_sentence_stops_nothing(talker):
    talker.texts("FIX", "no", "other")
    assert talker.text("The bus stop is broken").prompt is not None


def test_the_answer_at_another_door_wins_over_a_late_text(talker, town):
    turn = talker.texts("FIX", "no")
    other = Visitor("page", "en", Capabilities(pages=True))
    town.front_office.answer(turn.draft, "problem", {"answer": "graffiti"}, turn.version, other)
    late = talker.text("pothole")
    assert "another door" in late.said[0]
    assert late.prompt.path != "problem"
    assert town.front_office.ask(turn.draft, other, "problem").prompt.parts[0].value == "graffiti"


def test_after_an_hour_of_silence_the_context_is_said_again(talker, clock):
    talker.texts("FIX", "no")
    clock.pass_(timedelta(minutes=59))
    assert talker.text("light").said == ()
    clock.pass_(timedelta(hours=26))
    turn = talker.text("B1234")
    assert "Report a street problem" in turn.said[0]
    assert turn.prompt.path == "where"


def test_when_the_draft_is_gone_the_line_says_so(talker, clock):
    talker.texts("FIX", "no")
    clock.pass_(timedelta(days=60))
    turn = talker.text("light")
    assert "deleted" in turn.said[0]
    assert turn.prompt.path == "@service"


def test_at_check_answers_a_number_changes_that_answer_and_0_sends(talker):
    turn = talker.texts("FIX", "no", "light", "B1234", "Kerkstraat 12")
    assert turn.prompt.kind == "check"
    assert talker.text("3").prompt.path == "lamp"
    assert talker.text("C9999").prompt.kind == "check"
    assert talker.text("yes please send").prompt.kind == "check"
    assert talker.text("0").prompt.kind == "done"


def test_a_draft_left_for_another_is_offered_by_name(talker):
    talker.texts("FIX", "no")
    turn = talker.text("menu")
    assert "Report a street problem" in turn.prompt.options[0].label
    assert talker.text("1").prompt.path == "problem"
    assert talker.texts("menu", "heating").prompt.title
    again = talker.texts("menu", "street problem")
    assert again.prompt.path == "@which"
    assert talker.text("1").prompt.path == "problem"


def test_two_people_who_share_a_phone_have_two_drafts(talker):
    first = talker.texts("FIX", "no").draft
    second = talker.texts("menu", "street problem", "2").draft
    assert first != second
    assert talker.text("yes").prompt.outcome == "call-112"


def test_a_text_after_the_end_is_answered_with_what_there_is(talker):
    talker.texts("FIX", "no", "light", "skip", "Kerkstraat 12", "0")
    assert talker.text("are you still there").prompt.path == "@service"


def test_the_status_is_told_by_text_and_nothing_is_given_away(talker):
    receipt = talker.texts("FIX", "no", "light", "skip", "Kerkstraat 12", "0").prompt.receipt
    told = talker.text(f"status {receipt.reference} {receipt.status_code}")
    assert receipt.reference in told.said[0]
    wrong = talker.text(f"STATUS {receipt.reference} 000000").said
    unknown = talker.text("STATUS K7QF-2M9X-V 000000").said
    assert wrong == unknown
    assert "STATUS" in talker.text("status").said[0]


def test_guessing_status_codes_is_bounded(talker):
    receipt = talker.texts("FIX", "no", "light", "skip", "Kerkstraat 12", "0").prompt.receipt
    guesses = [talker.text(f"status {receipt.reference} {code:06d}").said[0] for code in range(6)]
    assert "15 minutes" in guesses[-1]
    assert "15 minutes" in talker.text(f"status {receipt.reference} {receipt.status_code}").said[0]


def test_what_cannot_be_asked_here_is_said_before_anything_is_asked(talker):
    turn = talker.text("BIRTH")
    assert turn.prompt.kind == "say"
    assert "private" in turn.prompt.words
    assert turn.draft is None


def test_a_picture_that_the_line_cannot_carry_is_not_fetched(talker):
    def fetch() -> Upload:
        raise AssertionError("fetched")

    talker.texts("FIX")
    turn = talker.text("", media=(fetch,))
    assert "picture" in turn.said[0]
    assert turn.prompt.path == "danger"


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "\x00",
        "💥" * 500,
        "\u202eevil",
        "x" * 5000,
        "9" * 400,
        "१२३",
        "%s{0}{given}",
        "🚀 light",
        "\n\n",
    ],
)
def test_anything_gets_a_turn_and_loses_nothing(talker, words):
    turn = talker.texts("FIX", "no")
    heard = talker.text(words)
    assert heard.prompt is not None
    assert talker.town.front_office.ask(turn.draft, talker.visitor, "danger").prompt.parts[0].value


def test_human_names_the_office_and_asks_the_same_again(talker):
    turn = talker.texts("FIX", "no", "human")
    assert "Public Works" in turn.said[0]
    assert turn.prompt.path == "problem"


def test_restart_begins_anew_and_loses_nothing(talker):
    first = talker.texts("FIX", "no").draft
    again = talker.text("restart")
    assert again.prompt.path == "danger"
    assert again.draft != first
    assert any("problem" in option.label for option in talker.text("menu").prompt.options)


def test_two_contacts_never_see_each_other(town):
    ann, bob = Talker(town, "+32470000001"), Talker(town, "+32470000002")
    ann.texts("FIX", "no")
    assert bob.text("light").prompt.path == "@service"


PAGE = Visitor("page", "en", Capabilities(pages=True))


@pytest.mark.parametrize("words", ["skip", "?", "again"])
def test_what_another_door_answered_is_neither_skipped_nor_asked_again(talker, town, words):
    turn = talker.texts("FIX", "no", "light")
    assert turn.prompt.path == "lamp"
    town.front_office.answer(turn.draft, "lamp", {"answer": "B1234"}, turn.version, PAGE)
    late = talker.text(words)
    assert "another door" in late.said[0]
    assert late.prompt.path == "where"
    assert town.front_office.ask(turn.draft, PAGE, "lamp").prompt.parts[0].value == "B1234"


def test_a_text_to_a_question_that_left_the_way_is_not_dropped_in_silence(talker, town):
    turn = talker.texts("FIX", "no", "light")
    town.front_office.answer(turn.draft, "problem", {"answer": "graffiti"}, turn.version, PAGE)
    late = talker.text("B1234")
    assert late.said
    assert late.prompt.path != "lamp"


def test_what_was_sent_at_another_door_is_not_called_deleted(talker, town):
    turn = talker.texts("FIX", "no", "light", "skip", "Kerkstraat 12")
    town.front_office.skip(turn.draft, "photo", PAGE)
    done = town.front_office.submit(turn.draft, turn.version + 1, PAGE)
    assert done.prompt.kind == "done"
    heard = talker.text("0")
    assert "sent at another door" in heard.said[0]
    assert heard.prompt.path == "@service"


def test_after_an_outcome_back_opens_the_way_again_and_anything_else_begins_anew(talker):
    assert talker.texts("FIX", "yes").prompt.outcome == "call-112"
    assert talker.text("back").prompt.path == "danger"
    assert talker.text("no").prompt.path == "problem"
    assert talker.texts("restart", "yes").prompt.outcome == "call-112"
    assert talker.text("thank you for nothing").prompt.path == "@service"


def test_at_check_answers_a_number_means_the_row_that_was_shown(talker, town):
    turn = talker.texts("FIX", "no", "light", "skip", "Kerkstraat 12")
    assert [row.path for row in turn.prompt.rows][2] == "lamp"
    town.front_office.answer(turn.draft, "problem", {"answer": "graffiti"}, turn.version, PAGE)
    changed = talker.text("3")
    assert changed.said
    assert changed.prompt.path != "lamp"


def test_asking_for_a_person_while_changing_an_answer_keeps_asking_for_it(talker):
    talker.texts("FIX", "no", "light", "B1234", "Kerkstraat 12", "3")
    assert talker.text("human").prompt.path == "lamp"
    assert talker.text("hello").prompt.path == "lamp"
    assert talker.text("back").prompt.kind == "check"


def test_an_empty_message_skips_nothing(talker):
    talker.texts("FIX", "no", "light")
    for words in ("", " \u200b", "\n"):
        assert talker.text(words).prompt.path == "lamp"


def test_0_is_a_number_where_a_number_is_asked_for(offering):
    core = offering(
        "questions: [{code: seats, ask: How many?, kind: number, min: 0, max: 9}]\nkeywords: [SEATS]"
    )
    assert Talker(core).texts("seats", "0").prompt.kind == "check"


def test_a_question_may_be_called_check(offering):
    core = offering("questions: [{code: check, ask: What to check?, kind: text}]\nkeywords: [LOOK]")
    turn = Talker(core).texts("look", "The 3 lamps")
    assert turn.prompt.kind == "check"
    assert turn.prompt.rows[0].shown == "The 3 lamps"


def test_the_options_that_were_shown_count_even_where_they_are_figures(offering):
    core = offering(
        """
keywords: [SIZE]
questions:
  - code: size
    ask: Which size?
    kind: choice
    options: [{value: "3", label: "3"}, {value: "2", label: "2"}, {value: "9", label: "9"}]
"""
    )
    turn = Talker(core).texts("size", "2")
    assert turn.prompt.rows[0].shown == "2"


def test_restart_begins_what_the_town_offers_now(offering):
    body = "questions: [{code: why, ask: Why?, kind: text}]\nkeywords: [LOOK]"
    talker = Talker(offering(body))
    assert talker.text("look").prompt.words == "Why?"
    offering(body.replace("Why?", "What for?"))
    assert talker.text("restart").prompt.words == "What for?"


def test_the_number_of_a_line_is_known_shown_and_changeable(talker):
    turn = talker.texts("FIX", "no", "light", "skip", "Kerkstraat 12")
    row = next(row for row in turn.prompt.rows if row.path == "mobile")
    assert row.provenance
    talker.text(str(row.number))
    turn = talker.text("skip")
    row = next(row for row in turn.prompt.rows if row.path == "mobile")
    assert (row.shown, row.provenance) == ("Not provided", "")


def test_a_repeated_delivery_says_the_same_after_everything_else_has_changed(talker, town):
    turn = talker.texts("FIX", "no", "light", "B1234", "Kerkstraat 12")
    check = talker.text("0", "sending")
    assert talker.text("menu").prompt.path == "@service"
    assert talker.text("0", "sending") == check
    assert town.front_office.drafts.get(turn.draft).record.state == "submitted"


def test_two_texts_at_the_same_moment_are_both_heard_and_one_answer_each(talker, town):
    import threading

    turn = talker.texts("FIX", "no")
    ready, got = threading.Barrier(2), []

    def text(words: str) -> None:
        ready.wait()
        got.append(town.front_office.hear(Reply(words, f"at-once-{words}"), talker.visitor))

    threads = [threading.Thread(target=text, args=(words,)) for words in ("light", "pothole")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(got) == 2
    assert town.front_office.ask(turn.draft, PAGE, "problem").prompt.parts[0].value in ("light", "pothole")


def test_more_shows_the_next_page_of_what_may_be_chosen(talker):
    talker.texts("fix", "2")
    first = talker.text("again")
    second = talker.text("more")
    assert (first.prompt.page, second.prompt.page) == (0, 1)
    assert second.prompt.path == first.prompt.path
    assert talker.text("MORE").prompt.page == 2
    assert talker.text("1").prompt.path != first.prompt.path


def test_more_turns_the_pages_of_the_menu_too(talker):
    menu = talker.text("menu")
    more = talker.text("more")
    assert (more.prompt.id, more.prompt.page) == (menu.prompt.id, 1)


def test_where_nothing_can_be_chosen_more_is_an_answer_like_any_other(talker):
    talker.texts("fix", "2", "5")
    assert talker.text("more").prompt.path != "description"


# --- languages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("TAAL", "nl"),
        ("langue", "fr"),
        ("لغة", "ar"),
        ("LANGUAGE nl", "nl"),
        ("language français", "fr"),
        ("Nederlands", "nl"),
        ("العربية", "ar"),
    ],
)
def test_the_language_changes_at_once_and_every_answer_stays(talker, words, language):
    before = talker.texts("FIX", "no")
    after = talker.text(words)
    assert after.language == language
    assert after.prompt.path == before.prompt.path
    assert after.prompt.words != before.prompt.words
    assert talker.text("1").prompt.path == "size"


def test_the_english_word_for_it_asks_which(talker):
    talker.texts("FIX", "no")
    assert [option.label for option in talker.text("LANGUAGE").prompt.options][:2] == ["English", "français"]
    assert talker.text("3").language == "nl"


def test_a_languages_name_is_an_answer_where_words_are_wanted(talker):
    talker.texts("FIX", "no", "5")
    assert talker.text("Nederlands").language == "en"


@pytest.mark.parametrize(
    ("words", "language"), [("SIGNALER", "fr"), ("melden", "nl"), ("إصلاح", "ar"), ("FIX", "en")]
)
def test_a_keyword_of_a_language_begins_in_it(talker, words, language):
    turn = talker.text(words)
    assert (turn.language, turn.prompt.path) == (language, "danger")


def test_an_english_keyword_keeps_the_language_that_is_spoken(talker):
    talker.texts("taal")
    assert talker.text("FIX").language == "nl"


def test_arabic_letters_are_answered_in_arabic_at_first_contact_and_only_then(town):
    assert Talker(town, "+32470000021").text("السلام عليكم").language == "ar"
    english = Talker(town, "+32470000022")
    english.text("hello")
    assert english.text("السلام عليكم").language == "en"


def test_a_greeting_says_how_to_go_on_in_another_language(talker):
    assert "FR: LANGUE. NL: TAAL." in talker.text("hello").said[0]


def test_a_word_that_answers_begins_no_other_service(talker):
    talker.texts("chauffage", "oui")
    turn = talker.text("mazout")
    assert turn.prompt.path != "@which"
    assert turn.prompt.path != "fuel"


def test_words_that_steer_are_named_in_the_persons_language(talker):
    talker.texts("melden")
    assert "TERUG" in " ".join(talker.text("?").said)
    assert "MEDEWERKER" in " ".join(talker.text("?").said)


def test_a_stopping_word_that_the_carrier_does_not_know_is_confirmed_once(town):
    can = Capabilities(
        stopping=STOPPING | {"afmelden"},
        unconfirmed=frozenset({"afmelden"}),
        starting=frozenset({"start"}),
        start_word="START",
    )
    talker = Talker(town, can=can)
    talker.text("melden")
    assert "START" in talker.text("AFMELDEN").said[0]
    assert talker.text("afmelden").said == ()
    assert talker.text("nee").prompt is None
    assert talker.text("start").prompt.path == "danger"


@pytest.mark.parametrize("language", ["fr", "nl", "ar"])
@pytest.mark.parametrize("words", ["", "x" * 1600, "🙂🙃", "\u202eabc", "aбw", "\u200b\u200b", "؟؟؟"])
def test_whatever_is_said_there_is_an_answer_in_the_right_language_and_nothing_is_lost(
    talker, language, words
):
    talker.texts({"fr": "SIGNALER", "nl": "melden", "ar": "إصلاح"}[language], "2")
    turn = talker.text(words)
    assert turn.language == language
    assert turn.prompt.path == "problem"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("bonjour", "fr"),
        ("il y a un trou dans la rue", "fr"),
        ("goeiedag, er ligt een matras op straat", "nl"),
        ("hallo", "nl"),
        ("مرحبا", "ar"),
        ("hello there", "en"),
        ("pothole", "en"),
        ("?", "en"),
        ("STATUS 2217-ZJ0T-J 123456", "en"),
        ("status 5T61 4KRY Y 123456", "en"),
        ("AVEC-DANS", "en"),
        ("http://localhost:8000/h/de_het-een-en_met-op-1", "en"),
        ("http://localhost:8000/h/il-y_a-un-dans-la-rue-1", "en"),
        ("bonjour http://localhost:8000/h/de_het-een-en_met-op-1", "fr"),
        ("مرحبا http://localhost:8000/h/abcdefghijklmnopqrstuv", "ar"),
    ],
)
def test_who_writes_first_is_answered_in_the_language_of_the_words(town, words, language):
    assert Talker(town).text(words).language == language


@pytest.mark.parametrize(
    ("service", "path", "words", "understood"),
    [
        ("MOVE", "moved_on", "yesterday", "Sunday 22 November 2026"),
        ("MOVE", "moved_on", "1/11/2026", ""),
        ("MOVE", "moved_on", "1/11", "Sunday 1 November 2026"),
        ("HEAT", "income", "25.000,50", "€25,000.50"),
        ("HEAT", "income", "25000", ""),
        ("MOVED", "old_place", "Burgstrat 8", "Burgstraat 8, 8990 Centrum"),
        ("MOVED", "old_place", "burgstraat 8", ""),
    ],
)
def test_what_could_be_read_otherwise_is_said_back(town, service, path, words, understood):
    talker = Talker(town)
    before = {
        "MOVE": ["yes", "2"],
        "HEAT": ["yes", "1", "1", "no", "2", "0"],
        "MOVED": ["yes", "1", "1/11/2026"],
    }
    turn = talker.texts(service, *before[service])
    assert turn.prompt.path == path
    said = " ".join(talker.text(words).said)
    assert ("Understood" in said) == bool(understood)
    assert understood in said


def test_what_check_answers_shows_is_not_said_besides(town):
    talker = Talker(town)
    checked = talker.texts("FIX big pothole", "no", "Kerkstrat 12")
    assert checked.prompt.kind == "check"
    assert checked.said == ()
    assert "Kerkstraat 12" in next(row.shown for row in checked.prompt.rows if row.path == "where")
