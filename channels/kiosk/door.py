"""The kiosk's door: serves the screen and takes what it sends, as JSON. The front office decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.exceptions import (
    BadRequest,
    Conflict,
    Gone,
    HTTPException,
    NotFound,
    TooManyRequests,
)
from werkzeug.exceptions import (
    NotImplemented as CannotBeDone,
)

from channels.kiosk.entrance import (
    HEADER,
    Admission,
    admitting,
    everybody,
    keep_nothing,
    refuse_forged,
    sent,
    shown_key,
)
from channels.kiosk.printer import NotPrinted, printer_at, printer_state
from channels.kiosk.receipt import (
    PaperLine,
    language_in,
    paper,
    printed,
    reference_in,
    slip,
    status_address,
)
from channels.kiosk.screen import FOLDER, Screen
from channels.kiosk.self_test import add_self_test
from channels.kiosk.session import (
    Session,
    SessionOver,
    draft_of,
    drop_cookies,
    keep_cookie,
    new_session,
    read_session,
    token_for,
)
from channels.kiosk.speech import LONGEST, NoVoice, Voice
from channels.kiosk.wire import (
    NotUnderstood,
    offer_json,
    read_copy,
    read_parts,
    read_text,
    read_version,
    receipt_json,
    recognised_json,
    service_json,
    status_json,
    turn_json,
    waiting_json,
)
from channels.kiosk.words import sentence_for, sentence_of_printer
from channels.settings import Settings
from channels.shared.compressed import compressing
from channels.shared.dialling import as_dialled
from channels.shared.door import Door, InHand
from channels.shared.qr import qr_picture
from channels.shared.reading_order import in_reading_order, runs_from_right
from service.front_office import FrontOffice, NoSuchDraft, NoSuchService, TooManyTries
from service.messages import Capabilities, HubAway, Problem, Receipt, Turn, Visitor

NAME = "kiosk"
CAPABILITIES = Capabilities(pages=False, photos=True, documents=False, private=True, public_screen=True)
"""A person in the hall has a phone for photos at best, and no documents as files."""

_PATH = "/kiosk/"

Verb = Callable[[Session, Mapping[str, Any], Visitor], Turn]


def door(
    front_office: FrontOffice,
    settings: Settings,
    town: str,
    languages: Sequence[str],
    admission: Admission = everybody,
) -> Door:
    """The kiosk of a town that speaks these languages, the first one where nothing else is known."""
    kiosk = _Kiosk(front_office, settings, town, languages, admission)
    blueprint = Blueprint(
        "kiosk",
        __name__,
        url_prefix=_PATH[:-1],
        template_folder=FOLDER,
        static_folder=FOLDER,
        static_url_path="/ui",
    )
    blueprint.add_url_rule("/", "screen", kiosk.screen)
    blueprint.add_url_rule("/standing", "standing", kiosk.standing)
    blueprint.add_url_rule("/services", "services", kiosk.services)
    blueprint.add_url_rule("/begin", "begin", kiosk.begin, methods=["POST"])
    blueprint.add_url_rule("/hand_over", "hand_over", kiosk.hand_over, methods=["POST"])
    blueprint.add_url_rule("/recognise", "recognise", kiosk.recognise, methods=["POST"])
    blueprint.add_url_rule("/waiting", "waiting", kiosk.waiting, methods=["POST"])
    blueprint.add_url_rule("/track", "track", kiosk.track, methods=["POST"])
    blueprint.add_url_rule("/take_over", "take_over", kiosk.take_over, methods=["POST"])
    blueprint.add_url_rule("/save", "save", kiosk.save, methods=["POST"])
    blueprint.add_url_rule("/slip", "slip", kiosk.slip, methods=["POST"])
    blueprint.add_url_rule("/receipt", "receipt", kiosk.receipt, methods=["POST"])
    blueprint.add_url_rule("/speech", "speech", kiosk.speech, methods=["POST"])
    blueprint.add_url_rule("/leave", "leave", kiosk.leave, methods=["POST"])
    for name, verb in kiosk.verbs().items():
        blueprint.add_url_rule(f"/{name}", name, kiosk.view(verb), methods=["POST"])
    kiosk.shown.add_to(blueprint)
    add_self_test(blueprint, settings, languages, kiosk.printer, lambda: kiosk.voice)
    blueprint.before_request(admitting(admission, secure=settings.public_url.startswith("https:")))
    blueprint.before_request(refuse_forged)
    blueprint.after_request(keep_nothing)
    blueprint.after_request(compressing())
    blueprint.register_error_handler(HTTPException, kiosk.refusal)
    blueprint.register_error_handler(NoSuchService, lambda _: kiosk.refusal(NotFound()))
    blueprint.register_error_handler(TooManyTries, lambda _: kiosk.refusal(TooManyRequests()))
    blueprint.register_error_handler(NoVoice, lambda _: kiosk.refusal(CannotBeDone()))
    blueprint.register_error_handler(NotUnderstood, lambda _: kiosk.refusal(BadRequest()))
    blueprint.register_error_handler(HubAway, kiosk.hub_away)
    for ended in (NoSuchDraft, SessionOver):
        blueprint.register_error_handler(ended, lambda _: kiosk.refusal(Gone()))
    return Door(
        NAME,
        "Kiosk",
        CAPABILITIES,
        blueprint,
        address=_PATH,
        knows_its_callers=True,
        paper=kiosk.paper_left,
        in_hand=InHand(lambda _service: draft_of(request.headers.get(HEADER, ""), _secret()), lambda _: None),
    )


class _Kiosk:
    def __init__(
        self,
        front_office: FrontOffice,
        settings: Settings,
        town: str,
        languages: Sequence[str],
        admission: Admission,
    ) -> None:
        self._admission = admission
        self._front_office = front_office
        self._settings = settings
        self._town = town
        self._languages = list(languages)
        self.printer = printer_at(settings.kiosk.printer)
        self.shown = Screen(self._languages)

    def screen(self) -> ResponseReturnValue:
        return render_template(
            "kiosk.html",
            town=self._town,
            language=self._languages[0],
            screen=self.shown,
            given=self._given(),
        )

    def standing(self) -> ResponseReturnValue:
        """Whether somebody may begin here: the screen asks again and again while nobody is there."""
        return jsonify(open=self._admission(shown_key()) == "open")

    def services(self) -> ResponseReturnValue:
        visitor = self._visitor()
        services = self._front_office.services(visitor)
        if runs_from_right(visitor.language):
            services = in_reading_order(services)
        return jsonify(services=[service_json(each) for each in services])

    def begin(self) -> ResponseReturnValue:
        turn = self._front_office.begin(read_text(sent(), "service"), self._visitor())
        return self._told(turn, new_session(turn.draft) if turn.draft else None)

    def verbs(self) -> dict[str, Verb]:
        """What may be done with a draft, by the last word of the address."""
        office = self._front_office
        return {
            "ask": lambda session, body, who: office.ask(session.draft, who, read_text(body, "path", "")),
            "answer": lambda session, body, who: office.answer(
                session.draft,
                read_text(body, "path"),
                read_parts(body, request.files),
                read_version(body),
                who,
            ),
            "skip": lambda session, body, who: office.skip(
                session.draft, read_text(body, "path"), who, read_version(body)
            ),
            "remove": lambda session, body, who: office.remove(session.draft, read_text(body, "path"), who),
            "back": lambda session, body, who: office.back(session.draft, who, read_text(body, "path", "")),
            "review": lambda session, _body, who: office.review(session.draft, who),
            "submit": lambda session, body, who: office.submit(session.draft, read_version(body), who),
            "prove": lambda session, _body, who: office.prove(session.draft, who),
            "bring_back": lambda session, _body, who: office.bring_back(session.draft, who),
        }

    def view(self, verb: Verb) -> Callable[[], ResponseReturnValue]:
        def told() -> ResponseReturnValue:
            session = self._session()
            turn = verb(session, sent(), self._visitor())
            return self._told(turn, replace(session, draft=turn.draft or session.draft))

        return told

    def hand_over(self) -> ResponseReturnValue:
        """How to go on elsewhere; where there is nothing to hand over, how it stands here."""
        session, visitor = self._session(), self._visitor()
        offer = self._front_office.hand_over(session.draft, visitor)
        if offer is None:
            return self._told(self._front_office.ask(session.draft, visitor), session)
        told = offer_json(offer, qr_picture(offer.link), as_dialled(self._settings.twilio.number))
        return jsonify(offer=told, session=token_for(session, _secret()))

    def recognise(self) -> ResponseReturnValue:
        """What the scanner read, and the language in which it was given to whoever holds it."""
        given = read_text(sent(), "code")
        found = self._front_office.recognise(reference_in(given) or given)
        return jsonify(recognised_json(found, language_in(given, self._languages)))

    def waiting(self) -> ResponseReturnValue:
        """What is behind a code that was typed or scanned; looking takes nothing."""
        return jsonify(waiting_json(self._front_office.waiting(read_text(sent(), "code"), self._visitor())))

    def track(self) -> ResponseReturnValue:
        body = sent()
        status = self._front_office.track(
            read_text(body, "reference"), read_text(body, "proof"), self._visitor()
        )
        return jsonify(status_json(status))

    def take_over(self) -> ResponseReturnValue:
        body, visitor = sent(), self._visitor()
        code = read_text(body, "code")
        turn = (
            self._front_office.open_saved(code, read_text(body, "second"), visitor)
            if "second" in body
            else self._front_office.take_over(code, visitor)
        )
        if isinstance(turn, Problem):
            return jsonify(problem=turn.words)
        if turn is None or turn.draft is None:
            return jsonify(waiting_json(None))
        return self._told(turn, new_session(turn.draft))

    def receipt(self) -> ResponseReturnValue:
        session, copy = self._session(), read_copy(sent())
        receipt = _receipt_of(self._front_office.ask(session.draft, self._visitor()))
        if receipt is None:
            raise Conflict
        with force_locale(self._language()):
            scan = _("Scan this to see where it stands")
            content = printed(
                paper(receipt, self._town), self._status_address(receipt), scan, self._language()
            )
        return self._on_paper(content, f"{session.draft} receipt {copy}")

    def save(self) -> ResponseReturnValue:
        """A code to come back with, and the number that was chosen for it; shown once, and printed if wanted."""
        session, visitor = self._session(), self._visitor()
        saved = self._front_office.save(session.draft, read_text(sent(), "second"), "", visitor)
        if saved is None:
            return self._told(self._front_office.ask(session.draft, visitor), session)
        if isinstance(saved, Problem):
            return jsonify(problem=saved.words)
        with force_locale(self._language()):
            told = receipt_json(self._slip(session, saved.code), qr_picture(saved.link))
        shown = {"code": saved.code, "link": saved.link, "until": saved.until, **told}
        return jsonify(saved=shown, printer=printer_state(self.printer))

    def slip(self) -> ResponseReturnValue:
        """The code on paper. Only the screen still knows it, and its link."""
        session, body = self._session(), sent()
        code, link, copy = read_text(body, "code"), read_text(body, "link"), read_copy(body)
        ours = link.startswith(f"{self._settings.public_url}/") and link.endswith(f"/{code.replace('-', '')}")
        if not ours or self._front_office.waiting(code, self._visitor()) is None:
            raise Conflict
        with force_locale(self._language()):
            content = printed(self._slip(session, code), link, _("Scan this to go on"), self._language())
        return self._on_paper(content, f"{session.draft} {code} {copy}")

    def paper_left(self) -> str:
        """How the printer stands, for the operator."""
        return printer_state(self.printer)

    def _on_paper(self, content: bytes, job: str) -> ResponseReturnValue:
        """Printed once for each job; where it is not, the screen is told how the printer stands now."""
        if self.printer is None:
            raise Conflict
        try:
            self.printer.print(content, job)
        except NotPrinted as trouble:
            with force_locale(self._language()):
                words = sentence_of_printer(trouble.state)
            return jsonify(error={"status": 503, "words": words}, printer=trouble.state), 503
        return jsonify(printer=self.printer.state())

    def _slip(self, session: Session, code: str) -> tuple[PaperLine, ...]:
        visitor = self._visitor()
        keeping = self._front_office.keeping(session.draft, visitor)
        prompt = self._front_office.ask(session.draft, visitor).prompt
        if keeping is None or prompt is None:
            raise Conflict
        return slip(code, keeping.until, prompt.title, self._town)

    def speech(self) -> ResponseReturnValue:
        """Words as sound. They come in a body, never in an address: they may be somebody's answer."""
        body = sent()
        language, said = read_text(body, "language"), read_text(body, "text")
        if not said or len(said) > LONGEST or language not in self._languages:
            raise NotUnderstood("at most a paragraph, in a language of the town")
        return Response(self.voice.say(language, said), mimetype="audio/wav")

    @cached_property
    def voice(self) -> Voice:
        return Voice({(code, words) for code in self._languages for words in self.shown.said(code).values()})

    def leave(self) -> ResponseReturnValue:
        """The person goes: nothing in this browser may lead back. Always succeeds."""
        response = make_response("", 204)
        token = request.headers.get(HEADER, "")
        with suppress(SessionOver):
            self._front_office.let_go(self._session().draft)
        drop_cookies(response, request.cookies, token, path=_PATH, secret=_secret())
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def refusal(self, error: HTTPException) -> ResponseReturnValue:
        with force_locale(self._language()):
            words = sentence_for(error.code or 500)
        if request.endpoint == "kiosk.screen":
            return Response(f"{words}\n", error.code, mimetype="text/plain")
        told = jsonify(error={"status": error.code, "words": words})
        told.status_code = error.code or 500
        told.headers.update((name, value) for name, value in error.get_headers() if name != "Content-Type")
        return told

    def hub_away(self, _error: HubAway) -> ResponseReturnValue:
        """What was wanted needs the town's own computer; everything else goes on here."""
        with force_locale(self._language()):
            words = _(
                "For this the kiosk has to reach the town's computer, and it cannot just now. "
                "You can go on here, or try again in a few minutes. Nothing is lost."
            )
        told = jsonify(error={"status": 503, "words": words, "hub": True})
        told.status_code = 503
        return told

    def _told(self, turn: Turn, session: Session | None) -> Response:
        if runs_from_right(turn.language):
            turn = in_reading_order(turn)
        body = turn_json(turn)
        if receipt := _receipt_of(turn):
            with force_locale(self._language()):
                body["paper"] = receipt_json(
                    paper(receipt, self._town), qr_picture(self._status_address(receipt))
                )
            body["printer"] = printer_state(self.printer)
        if session is None:
            return jsonify(body)
        response = jsonify(body | {"session": token_for(session, _secret())})
        keep_cookie(response, session, path=_PATH, secure=self._settings.public_url.startswith("https:"))
        return response

    def _status_address(self, receipt: Receipt) -> str:
        return status_address(self._settings.public_url, self._language(), receipt.reference)

    def _session(self) -> Session:
        return read_session(request.headers.get(HEADER, ""), request.cookies, _secret())

    def _visitor(self) -> Visitor:
        return Visitor(
            door=NAME,
            language=self._language(),
            capabilities=CAPABILITIES,
            source=request.remote_addr or "",
        )

    def _language(self) -> str:
        return request.accept_languages.best_match(self._languages) or self._languages[0]

    def _given(self) -> dict[str, Any]:
        """All that the screen knows before anybody touches it: the town, and how it greets."""
        return {
            "town": self._town,
            "demo": self._settings.demo,
            "scanner": {
                "prefix": self._settings.kiosk.scanner_prefix,
                "gap": self._settings.kiosk.scanner_gap,
            },
            "languages": self.shown.languages(),
            "voices": sorted(self.voice.languages.intersection(self._languages)),
            "keypad": self._settings.kiosk.keypad,
        }


def _receipt_of(turn: Turn) -> Receipt | None:
    return turn.prompt.receipt if turn.prompt else None


def _secret() -> str:
    return str(current_app.secret_key)
