"""The counter's addresses, `/counter/...`, and what holds for all of them: somebody is signed in, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.cases import CasePages
from channels.counter.desk import NAME, DemoOfficer, Desk, NobodyHere, Town
from channels.counter.queues import Queues
from channels.counter.signing_in import SigningIn
from channels.shared.door import Door
from channels.shared.reading_order import held_together
from service.back_office import BackOffice, NoSuchCase, NotAllowed
from service.messages import Capabilities

OPEN_TO_ALL = frozenset({"counter.sign_in", "counter.enter", "counter.language", "counter.static"})


def door(
    back_office: BackOffice,
    town: Town,
    *,
    demo: bool,
    demo_officers: Callable[[], tuple[DemoOfficer, ...]] = tuple,
) -> Door:
    desk = Desk(back_office, town, demo, demo_officers)
    routes = Blueprint(
        NAME, __name__, url_prefix="/counter", template_folder="templates", static_folder="static"
    )
    routes.add_app_template_filter(held_together)
    _add_rules(routes, desk)
    _for_every_page(routes, desk)
    _refusals(routes, desk)
    return Door(NAME, "Counter", Capabilities(pages=True), routes, "/counter/")


def _add_rules(routes: Blueprint, desk: Desk) -> None:
    signing, queues, cases = SigningIn(desk), Queues(desk), CasePages(desk)
    case = "/case/<reference>"
    for rule, name, view, method in (
        ("/sign-in", "sign_in", signing.show, "GET"),
        ("/sign-in", "enter", signing.sign_in, "POST"),
        ("/sign-out", "sign_out", signing.sign_out, "POST"),
        ("/language/<code>", "language", signing.language, "GET"),
        ("/", "mine", queues.mine, "GET"),
        ("/cases/<view>", "queue", queues.queue, "GET"),
        ("/log", "log", queues.log, "GET"),
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
        (f"{case}/assign", "assign", cases.assign, "POST"),
        (f"{case}/refer", "refer", cases.refer, "POST"),
        (f"{case}/file/<path:path>", "file", cases.file, "GET"),
    ):
        routes.add_url_rule(rule, name, view, methods=[method])


def _for_every_page(routes: Blueprint, desk: Desk) -> None:
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
    @routes.errorhandler(NobodyHere)
    def sign_in_first(_error: Exception) -> ResponseReturnValue:
        """A page is shown after signing in; what was posted is not done without the person who posted it."""
        to = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(url_for("counter.sign_in", to=to) if to else url_for("counter.sign_in"), 303)

    @routes.errorhandler(NoSuchCase)
    def no_such_case(_error: Exception) -> ResponseReturnValue:
        return _said(desk, 404, _("No such case"), _("There is no such case, or it is another office's."))

    @routes.errorhandler(NotAllowed)
    def not_allowed(_error: Exception) -> ResponseReturnValue:
        words = _("Your role does not allow this, or the case has to be opened first.")
        return _said(desk, 403, _("You may not do this"), words)


def _said(desk: Desk, code: int, title: str, words: str) -> ResponseReturnValue:
    return desk.page("said", code, title=title, words=words)
