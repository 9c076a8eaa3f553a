"""The counter's pages over HTTP: who comes in, what they see, what they do, and what is refused in which words."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from channels.demo.officers import PASSWORD
from channels.shared.pdf import NotDrawn
from service.assembly import Core
from service.messages import Capabilities, Receipt, Visitor
from tests.channels.counter.conftest import AtTheCounter, texted
from tests.conftest import SettableClock

# --- coming in ------------------------------------------------------------------------------------------------------


def test_nobody_sees_a_case_without_signing_in(app: Flask, core: Core) -> None:
    somebody = AtTheCounter(app.test_client())
    reference = texted(core).reference
    for address in (
        "/counter/",
        "/counter/cases/open",
        f"/counter/case/{reference}",
        f"/counter/case/{reference}/move/done",
    ):
        response = app.test_client().get(address)
        assert response.status_code == 303
        assert response.location.startswith("/counter/sign-in")
    somebody.go(f"/counter/case/{reference}")
    assert reference not in somebody.page.words
    somebody.send({"name": "an.peeters", "password": PASSWORD}, "/sign-in")
    assert "Why do you open this case?" in somebody.page.words


def test_a_wrong_password_is_said_without_saying_which_of_both_is_wrong(app: Flask) -> None:
    somebody = AtTheCounter(app.test_client())
    assert somebody.sign_in(password="something quite wrong").status_code == 422
    wrong_password = somebody.page.words
    assert somebody.sign_in(name="nobody", password="something quite wrong").status_code == 422
    assert "We do not know this name and this password." in wrong_password
    assert somebody.page.words == wrong_password


def test_guessing_is_stopped(app: Flask) -> None:
    somebody = AtTheCounter(app.test_client())
    for _ in range(5):
        somebody.sign_in(password="something quite wrong")
    assert somebody.sign_in().status_code == 429
    assert "Please try again in 15 minutes." in somebody.page.words


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/counter/", "/en/", "/counter/\\evil"]
)
def test_signing_in_leads_to_no_other_site(app: Flask, to: str) -> None:
    somebody = AtTheCounter(app.test_client())
    somebody.go("/counter/sign-in")
    form = somebody.page.form("/sign-in")
    given = {**form.hidden, "name": "an.peeters", "password": PASSWORD, "to": to}
    assert somebody.client.post(form.action, data=given).location == "/counter/"


def test_who_signs_out_is_out(officer: AtTheCounter) -> None:
    officer.send({}, "/sign-out")
    assert "Sign in" in officer.page.words
    officer.go("/counter/cases/open")
    assert "Sign in" in officer.page.words


def test_what_is_sent_after_the_session_has_ended_is_not_done_and_leads_to_signing_in(
    officer: AtTheCounter, core: Core, clock: SettableClock
) -> None:
    reference = texted(core).reference
    officer.open(reference)
    clock.pass_(timedelta(minutes=31))
    officer.send({"words": "Kept by nobody", "language": "en"}, "/note")
    assert "Sign in" in officer.page.words
    assert core.back_office.show(reference) is not None


def test_a_post_without_the_sites_token_is_refused(officer: AtTheCounter, core: Core) -> None:
    reference = texted(core).reference
    officer.open(reference)
    assert officer.client.post(f"/counter/case/{reference}/note", data={"words": "x"}).status_code == 400


def test_nothing_of_the_counter_is_kept_by_browsers(officer: AtTheCounter) -> None:
    assert officer.go("/counter/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Se connecter"), ("nl", "Aanmelden"), ("ar", "تسجيل الدخول")]
)
def test_the_counter_speaks_the_towns_languages(app: Flask, language: str, words: str) -> None:
    somebody = AtTheCounter(app.test_client())
    somebody.go("/counter/sign-in")
    somebody.go(f"/counter/language/{language}?to=/counter/sign-in")
    assert words in somebody.page.words
    assert f'lang="{language}"' in somebody.response.text


# --- working --------------------------------------------------------------------------------------------------------


def test_the_next_case_is_taken_opened_and_mine(officer: AtTheCounter, core: Core) -> None:
    reference = texted(core).reference
    officer.go("/counter/")
    officer.send({}, "/next")
    assert officer.response.status_code == 200
    assert reference in officer.page.words
    assert "An Peeters" in officer.page.words
    assert "A hole in the road" in officer.page.words


def test_where_nothing_is_to_be_done_that_is_said(officer: AtTheCounter) -> None:
    officer.go("/counter/")
    officer.send({}, "/next")
    assert "Nothing is to be done. Well done." in officer.page.words


def test_a_case_is_found_by_its_reference_and_what_was_searched_stands_in_no_address(
    officer: AtTheCounter, core: Core
) -> None:
    reference = texted(core).reference
    officer.go("/counter/")
    officer.send({"words": reference.lower()}, "/find")
    assert reference in officer.page.words
    officer.go("/counter/")
    officer.send({"words": "Academiestraat 12"}, "/find")
    assert "Why do you open this case?" in officer.page.words
    officer.send({"words": "Nowhere 1"}, "/find")
    assert "Nothing is found." in officer.page.words
    assert officer.response.request.query_string == b""


def test_a_move_is_shown_in_the_citizens_words_before_it_is_made(officer: AtTheCounter, core: Core) -> None:
    reference = texted(core, "en").reference
    officer.open(reference)
    officer.go(officer.page.link("Ask for more"))
    assert "We need something from you before we can go on." in officer.page.words
    assert "It is sent to … 01." in officer.page.words
    assert officer.send({"words": " ", "language": "en"}, "/move/waiting").status_code == 422
    assert "Write to the citizen why: they will read it." in officer.page.words
    officer.send({"words": "Which side of the road?", "language": "en"}, "/move/waiting")
    assert "Waiting for the citizen" in officer.page.words
    assert "Which side of the road?" in officer.page.words


def test_two_officers_on_one_case_are_told(officer: AtTheCounter, app: Flask, core: Core) -> None:
    reference = texted(core).reference
    other = AtTheCounter(app.test_client())
    other.sign_in("karim.haddad")
    officer.open(reference)
    officer.go(officer.page.link("Plan the repair"))
    other.open(reference)
    other.go(other.page.link("It is mended"))
    other.send({}, "/move/done")
    assert officer.send({}, "/move/planned").status_code == 409
    assert "Somebody has changed this case meanwhile." in officer.page.words


def test_a_note_a_message_a_colleague_and_another_office(officer: AtTheCounter, core: Core) -> None:
    reference = texted(core).reference
    officer.open(reference)
    officer.send({"words": "The neighbour called", "language": "en"}, "/note")
    assert "The neighbour called" in officer.page.words
    officer.send({"message": "thanks", "words": "", "language": "en"}, "/tell")
    officer.send({}, "/tell/send")
    assert "The message is on its way." in officer.page.words
    assert officer.send({"words": " ", "language": "en"}, "/note").status_code == 422
    assert 'href="#f-note"' in officer.response.text
    assert officer.send({"message": "", "words": "", "language": "en"}, "/tell").status_code == 422
    assert "Write something first." in officer.page.words
    officer.send({"to": "karim.haddad"}, "/assign")
    assert "gave it to Karim Haddad" in officer.page.words
    officer.send({"office": "mobility"}, "/refer")
    assert "The case is with the other office now." in officer.page.words
    assert officer.go(f"/counter/case/{reference}").status_code == 404
    assert "There is no such case, or it is another office's." in officer.page.words


@pytest.mark.parametrize("reference", ["K7QF-2M9X-V", "nonsense", "../../etc"])
def test_an_unknown_case_is_not_found(officer: AtTheCounter, reference: str) -> None:
    assert officer.go(f"/counter/case/{reference}").status_code == 404


def test_what_a_role_may_not_do_is_refused_in_words(officer: AtTheCounter, core: Core) -> None:
    reference = texted(core).reference
    officer.open(reference)
    assert officer.go(f"/counter/case/{reference}/move/nowhere").status_code == 403
    assert "You may not do this" in officer.page.words
    assert 'name="words" value=""' in officer.response.text, "what is said stands in no field"


def test_no_file_is_given_to_who_has_not_opened_the_case(officer: AtTheCounter, core: Core) -> None:
    reference = texted(core).reference
    assert officer.go(f"/counter/case/{reference}/file/photo").status_code == 403
    officer.open(reference)
    assert officer.go(f"/counter/case/{reference}/file/photo").status_code == 404


def test_a_real_town_shows_no_officers_and_has_none(tmp_path) -> None:
    from channels.app import create_app
    from channels.settings import read_settings

    app = create_app(read_settings({"TWILIO_AUTH_TOKEN": "secret"}, data=tmp_path / "real"))
    somebody = AtTheCounter(app.test_client())
    somebody.go("/counter/sign-in")
    assert "In this demo" not in somebody.page.words
    assert somebody.sign_in().status_code == 422
    app.extensions["nowrongdoor"].core.close()


def test_an_auditor_begins_at_the_log_and_is_offered_no_case(
    app: Flask, core: Core, officer: AtTheCounter
) -> None:
    reference = texted(core).reference
    officer.open(reference)
    core.back_office.officers.add("els", "Els Jacobs", PASSWORD, ["auditor"], "")
    auditor = AtTheCounter(app.test_client())
    auditor.sign_in("els")
    assert auditor.response.request.path == "/counter/log"
    assert f"An Peeters opened {reference} handling" in auditor.page.words
    assert "Next case" not in auditor.page.words
    assert auditor.go(f"/counter/case/{reference}").status_code == 403
    assert auditor.go("/counter/log?reference=nonsense").status_code == 200
    assert "Nothing is written here." in auditor.page.words
    assert officer.go("/counter/log").status_code == 403


# --- letters, corrections, what is overdue --------------------------------------------------------------------------


def test_the_letter_of_a_move_is_read_before_it_goes_out(app: Flask, core: Core) -> None:
    head, reference = AtTheCounter(app.test_client()), permit(core).reference
    head.sign_in("karim.haddad")
    head.open(reference)
    head.go(f"/counter/case/{reference}/move/refused")
    assert "A letter goes out with it, and cannot be changed afterwards:" in head.page.words
    form = head.page.form("/move/refused")
    written = {**form.hidden, "words": "The street is too narrow.", "language": "en"}
    preview = head.client.post(f"/counter/case/{reference}/move/refused/letter", data=written)
    assert (preview.status_code, preview.mimetype) == (200, "application/pdf")
    said = words_of(preview.data)
    assert "Preview: not sent" in said
    assert "The street is too narrow." in said

    head.send({"words": "The street is too narrow.", "language": "en"}, "/move/refused")

    letter = head.client.get(head.page.link("Your application for a resident's parking permit (PDF)"))
    assert (letter.status_code, letter.mimetype) == (200, "application/pdf")
    assert "Preview" not in words_of(letter.data)
    assert head.client.get(f"/counter/case/{reference}/letter/nothing").status_code == 404
    assert (
        head.client.post(f"/counter/case/{reference}/move/received/letter", data=form.hidden).status_code
        == 404
    )


def test_where_no_letter_can_be_made_the_officer_is_told_and_keeps_what_they_wrote(
    app: Flask, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pango() -> None:
        raise NotDrawn("letters need Pango")

    monkeypatch.setattr("channels.shared.pdf._library", no_pango)
    head, reference = AtTheCounter(app.test_client()), permit(core).reference
    head.sign_in("karim.haddad")
    head.open(reference)
    head.go(f"/counter/case/{reference}/move/refused")
    response = head.send({"words": "The street is too narrow.", "language": "en"}, "/move/refused")
    assert response.status_code == 422
    assert "The letter cannot be made on this machine, so nothing was done." in head.page.words
    assert "The street is too narrow." in response.text
    head.open(reference)
    assert "Received" in head.page.words


def test_what_the_citizen_corrected_stands_in_the_history(app: Flask, core: Core) -> None:
    head, receipt = AtTheCounter(app.test_client()), permit(core)
    visitor = Visitor("web", "en", Capabilities(pages=True))
    core.front_office.correct(
        receipt.reference, receipt.status_code, "plate", {"answer": "2-XYZ-987"}, visitor
    )
    head.sign_in("karim.haddad")
    head.open(receipt.reference)
    assert "The citizen corrected: Number plate Before: 1-ABC-123. Now: 2-XYZ-987." in head.page.words


def test_what_came_before_the_head_is_marked_in_queue_case_and_history(
    app: Flask, core: Core, clock: SettableClock
) -> None:
    reference = permit(core).reference
    head = AtTheCounter(app.test_client())
    head.sign_in("karim.haddad")
    clock.pass_(timedelta(days=8))
    core.operations.tidy()
    head.sign_in("karim.haddad")
    head.go("/counter/")
    assert "Before the head" in head.page.words
    head.open(reference)
    assert "Before the head of the office" in head.page.words
    assert "Bruggepont gave it to Karim Haddad: it is overdue" in head.page.words


def permit(core: Core) -> Receipt:
    visitor = Visitor("web", "en", Capabilities())
    office = core.front_office
    turn = office.begin("parking-permit", visitor)
    wishes = {
        "resident": "yes", "vehicle": "car", "district": "centrum", "zone": "markt", "holder": "own", "car": "first",
        "plate": "1-ABC-123", "start": "1 December 2026", "name": "Lien Claes", "home": "Kerkstraat 12",
        "mobile": "0470 00 00 09",
    }  # fmt: skip
    while turn.prompt is not None and turn.prompt.kind == "ask":
        path = turn.prompt.path
        assert turn.draft is not None
        if path in wishes:
            turn = office.answer(turn.draft, path, {"answer": wishes[path]}, turn.version, visitor)
        else:
            turn = office.skip(turn.draft, path, visitor)
    turn = office.submit(turn.draft or "", turn.version, visitor)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None, turn
    return turn.prompt.receipt


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_an_officers_own_words_are_shown_with_their_language_before_they_are_sent(
    officer: AtTheCounter, core: Core
) -> None:
    reference = texted(core, "fr").reference
    officer.open(reference)
    officer.send({"message": "thanks", "words": "Until <Tuesday>", "language": "en"}, "/tell")
    assert "[anglais] Until <Tuesday>" in officer.page.words
    assert '<blockquote class="counter-told" lang="fr" dir="auto">' in officer.response.text
    assert "You wrote in English and the citizen reads French." in officer.page.words
    assert "In your language:" in officer.page.words
    form = officer.page.form("/tell/send")
    officer.response = officer.client.post(f"/counter/case/{reference}/tell/again", data=form.hidden)
    assert "Until &lt;Tuesday&gt;" in officer.response.text
    officer.send({"message": "", "words": "x" * 1001, "language": "en"}, "/tell")
    assert officer.response.status_code == 422
    assert "at most 1,000 characters" in officer.page.words
