"""The counter's addresses, `/counter/...`, and what holds for all of them: somebody is signed in, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.cases import CasePages
from channels.counter.citizen import CitizenPages
from channels.counter.desk import CAPABILITIES, NAME, DemoOfficer, Desk, NobodyHere, Town
from channels.counter.evidence import EvidencePages
from channels.counter.in_hand import NothingInHand, put_all_aside
from channels.counter.many import ManyPages
from channels.counter.overview import NotReady, OverviewPages
from channels.counter.paper import PaperPages
from channels.counter.queues import Queues
from channels.counter.signing_in import SigningIn
from channels.shared.dialling import as_dialled
from channels.shared.door import Door
from channels.shared.fields import FILTERS
from service.back_office import BackOffice, NoSuchCase, NotAllowed, NothingSuch, NotMeant, TooManyTries
from service.front_office import FrontOffice, NoSuchDraft, NoSuchService

OPEN_TO_ALL = frozenset({"counter.sign_in", "counter.enter", "counter.language", "counter.static"})


def door(
    back_office: BackOffice,
    front_office: FrontOffice,
    town: Town,
    *,
    demo: bool,
    demo_officers: Callable[[], tuple[DemoOfficer, ...]] = tuple,
    number: str = "",
    not_ready: NotReady = list,
) -> Door:
    desk = Desk(
        back_office, front_office, town, demo, demo_officers, as_dialled(number).replace(" ", "\u00a0")
    )
    routes = Blueprint(
        NAME, __name__, url_prefix="/counter", template_folder="templates", static_folder="static"
    )
    _add_rules(routes, desk, not_ready)
    _for_every_page(routes, desk)
    _refusals(routes, desk)
    return Door(NAME, "Counter", CAPABILITIES, routes, "/counter/")


def _add_rules(routes: Blueprint, desk: Desk, not_ready: NotReady) -> None:
    signing, queues, cases = SigningIn(desk), Queues(desk), CasePages(desk)
    many = ManyPages(desk)
    case = "/case/<reference>"
    for rule, name, view, method in (
        ("/sign-in", "sign_in", signing.show, "GET"),
        ("/sign-in", "enter", signing.sign_in, "POST"),
        ("/sign-out", "sign_out", signing.sign_out, "POST"),
        ("/language/<code>", "language", signing.language, "GET"),
        ("/", "mine", queues.mine, "GET"),
        ("/cases/<view>", "queue", queues.queue, "GET"),
        ("/appointments", "appointments", queues.appointments, "GET"),
        ("/log", "log", queues.log, "GET"),
        ("/overview", "overview", OverviewPages(desk, not_ready).overview, "GET"),
        ("/many", "many", many.chosen, "GET"),
        ("/many/move/<to>", "many_move", many.move, "GET"),
        ("/many/move/<to>", "many_make_move", many.make_move, "POST"),
        ("/many/done", "many_done", many.done, "GET"),
        ("/many/undo", "many_undo", many.undo, "POST"),
        ("/find", "find", queues.find, "POST"),
        ("/next", "next_case", queues.next_case, "POST"),
        (case, "case", cases.case, "GET"),
        (f"{case}/open", "open_case", cases.open, "POST"),
        (f"{case}/move/<to>", "move", cases.move, "GET"),
        (f"{case}/move/<to>", "make_move", cases.make_move, "POST"),
        (f"{case}/move/<to>/letter", "preview", cases.preview, "POST"),
        (f"{case}/letter/<name>", "letter", cases.letter, "GET"),
        (f"{case}/note", "note", cases.note, "POST"),
        (f"{case}/tell", "tell", cases.tell, "POST"),
        (f"{case}/tell/send", "send_words", cases.send_words, "POST"),
        (f"{case}/tell/again", "rewrite", cases.rewrite, "POST"),
        (f"{case}/appointment", "attend", cases.attend, "POST"),
        (f"{case}/assign", "assign", cases.assign, "POST"),
        (f"{case}/refer", "refer", cases.refer, "POST"),
        (f"{case}/file/<path:path>", "file", cases.file, "GET"),
    ):
        routes.add_url_rule(rule, name, view, methods=[method])
    _add_citizens(routes, CitizenPages(desk))
    _add_papers(routes, PaperPages(desk))
    _add_evidence(routes, EvidencePages(desk))


def _add_citizens(routes: Blueprint, citizen: CitizenPages) -> None:
    here = "/citizen"
    for rule, name, view, method in (
        (f"{here}/", "citizen", citizen.start, "GET"),
        (f"{here}/", "citizen_begin", citizen.begin, "POST"),
        (f"{here}/aside", "citizen_aside", citizen.put_aside, "POST"),
        (f"{here}/q/<path:path>", "citizen_question", citizen.question, "GET"),
        (f"{here}/q/<path:path>", "citizen_answer", citizen.answer, "POST"),
        (f"{here}/check", "citizen_check", citizen.check, "GET"),
        (f"{here}/check", "citizen_submit", citizen.submit, "POST"),
        (f"{here}/prove", "citizen_prove", citizen.prove, "POST"),
        (f"{here}/remove", "citizen_remove", citizen.remove, "POST"),
        (f"{here}/done", "citizen_done", citizen.done, "GET"),
        (f"{here}/done", "citizen_rate", citizen.say_how_it_went, "POST"),
        (f"{here}/outcome", "citizen_outcome", citizen.outcome, "GET"),
        (f"{here}/phone", "citizen_phone", citizen.phone, "POST"),
        (f"{here}/moved", "citizen_moved", citizen.moved, "GET"),
        (f"{here}/moved", "citizen_bring_back", citizen.bring_back, "POST"),
    ):
        routes.add_url_rule(rule, name, view, methods=[method])


def _add_papers(routes: Blueprint, papers: PaperPages) -> None:
    for rule, name, view, method in (
        ("/paper/", "paper_start", papers.start, "GET"),
        ("/paper/", "paper_begin", papers.begin, "POST"),
        ("/paper/aside", "paper_aside", papers.put_aside, "POST"),
        ("/paper/form", "paper", papers.paper, "GET"),
        ("/paper/form", "paper_type_in", papers.type_in, "POST"),
    ):
        routes.add_url_rule(rule, name, view, methods=[method])


def _add_evidence(routes: Blueprint, pages: EvidencePages) -> None:
    routes.add_url_rule("/evidence/", "evidence", pages.services)
    routes.add_url_rule("/evidence/<service>/", "funnel", pages.service)
    routes.register_error_handler(NothingSuch, pages.nothing_such)
    routes.register_error_handler(NotMeant, pages.not_meant)


def _for_every_page(routes: Blueprint, desk: Desk) -> None:
    @routes.record_once
    def furnish(state: BlueprintSetupState) -> None:
        state.app.jinja_env.filters.update(FILTERS)

    @routes.before_request
    def admit() -> None:
        desk.language()  # known before the first word is looked up
        if request.endpoint not in OPEN_TO_ALL:
            desk.officer()

    @routes.after_request
    def keep_nothing(response: Response) -> Response:
        if request.endpoint != "counter.static":
            response.headers["Cache-Control"] = "no-store"
        return response


def _refusals(routes: Blueprint, desk: Desk) -> None:
    signing = SigningIn(desk)

    @routes.errorhandler(NobodyHere)
    def sign_in_first(_error: Exception) -> ResponseReturnValue:
        """A page is shown after signing in; what was posted is not done without the person who posted it."""
        if request.method == "POST":
            return signing.again()
        return redirect(url_for("counter.sign_in", to=request.full_path.rstrip("?")), 303)

    @routes.errorhandler(NothingInHand)
    def nothing_in_hand(_error: Exception) -> ResponseReturnValue:
        words = _("You have nothing of that kind in hand here. Begin it, or go on with its code.")
        return _said(desk, 410, _("Nothing in hand"), words)

    @routes.errorhandler(NoSuchDraft)
    def no_such_draft(_error: Exception) -> ResponseReturnValue:
        put_all_aside()
        words = _("It was not touched for so long that it is deleted.")
        return _said(desk, 410, _("It is no longer there"), words)

    @routes.errorhandler(NoSuchService)
    def no_such_service(_error: Exception) -> ResponseReturnValue:
        return _said(desk, 404, _("No such service"), _("The town does not offer this service."))

    @routes.errorhandler(TooManyTries)
    def too_many_tries(_error: Exception) -> ResponseReturnValue:
        words = _("That was tried too often. Please try again in 15 minutes.")
        return _said(desk, 429, _("Too many tries"), words)

    @routes.errorhandler(NoSuchCase)
    def no_such_case(_error: Exception) -> ResponseReturnValue:
        return _said(desk, 404, _("No such case"), _("There is no such case, or it is another office's."))

    @routes.errorhandler(NotAllowed)
    def not_allowed(_error: Exception) -> ResponseReturnValue:
        words = _("Your role does not allow this, or the case has to be opened first.")
        return _said(desk, 403, _("You may not do this"), words)


def _said(desk: Desk, code: int, title: str, words: str) -> ResponseReturnValue:
    return desk.page("said", code, title=title, reason=words)
