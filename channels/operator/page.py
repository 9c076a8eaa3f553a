"""The operator's page at `/operator`: how each kiosk is, and the messages that reached nobody.

Whoever may see it shows the operator's password (HTTP Basic, RFC 7617); in a demo, which listens to this computer only,
nobody needs one.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from babel import Locale
from babel.lists import format_list
from flask import (
    Blueprint,
    Response,
    flash,
    get_flashed_messages,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from channels.operator.showing import Trouble, ago, condition, troubles
from channels.shared.door import Door
from service.carriage import Reason
from service.messages import Capabilities
from service.operations import Operations

NAME = "operator"
READ_AGAIN_SECONDS = 30
LATE = timedelta(minutes=15)
"""A message that has been due for longer is worth a word."""
CLOSED = "This page wants a password, and none is set on this server: see NOWRONGDOOR_OPERATOR_PASSWORD.\n"


class Town(Protocol):
    """What the page has to know of the town."""

    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def voices(self) -> Mapping[str, object]: ...


def door(operations: Operations, town: Town, password: str, *, demo: bool) -> Door:
    """A page beside the town's own."""
    routes = Blueprint(NAME, __name__, url_prefix="/operator", template_folder="templates")

    @routes.before_request
    def admit() -> ResponseReturnValue | None:
        if demo and not password:
            return None
        if not password:
            return Response(CLOSED, 403, mimetype="text/plain")
        shown = request.authorization.password if request.authorization else None
        if shown is not None and hmac.compare_digest(shown.encode(), password.encode()):
            return None
        return Response(
            _("The operator's password is needed here."), 401, {"WWW-Authenticate": 'Basic realm="operator"'}
        )

    @routes.after_request
    def keep_nothing(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Refresh"] = str(READ_AGAIN_SECONDS)
        return response

    def spoken() -> str:
        return request.accept_languages.best_match(town.languages) or town.languages[0]

    @routes.get("")
    def page() -> str:
        language = spoken()
        with force_locale(language):
            return _shown(language)

    @routes.post("/notices/<name>")
    def notice(name: str) -> ResponseReturnValue:
        """Send a message once more that reached nobody, or put it away."""
        again = request.form.get("deed") == "again"
        done = operations.send_again(name) if again else operations.give_up(name)
        with force_locale(spoken()):
            flash(_in_a_word(again=again, done=done))
        return redirect(url_for("operator.page"), 303)

    def _shown(language: str) -> str:
        locale, now = Locale.parse(language), operations.clock()
        kiosks, traffic = operations.outposts.all(), operations.traffic()
        return render_template(
            "operator/page.html",
            said=" ".join(map(str, get_flashed_messages())),
            traffic=traffic,
            late=ago(now, now - traffic.waits) if traffic.waits > LATE else "",
            undelivered=[
                {
                    "id": each.id,
                    "title": each.title,
                    "words": _why(each.reason),
                    "code": each.code,
                    "again": each.again,
                    "ago": ago(now, each.tried_at),
                }
                for each in operations.undelivered(language)
            ],
            lang=str(locale),
            dir=locale.text_direction,
            town_name=town.name,
            demo=demo,
            again=READ_AGAIN_SECONDS,
            unchecked=format_list(
                [locale.languages.get(each, each) for each in town.languages if each not in town.voices],
                locale=locale,
            ),
            kiosks=[
                {
                    "name": each.name,
                    "condition": condition(each),
                    "wants": condition(each) in ("late", "closed", "new") or bool(troubles(each)),
                    "words": _conditions()[condition(each)],
                    "heard": ago(now, each.beat_at) if each.beat_at else "",
                    "troubles": [_in_words(trouble) for trouble in troubles(each)],
                    "beat": each.beat,
                    "last_case": ago(now, each.beat.last_case_at)
                    if each.beat and each.beat.last_case_at
                    else "",
                }
                for each in kiosks
            ],
        )

    return Door(NAME, "Operator", Capabilities(), routes, "/operator")


def _in_a_word(*, again: bool, done: bool) -> str:
    if not done:
        return _("That is not to be done any more: look again.")
    return _("It is on its way once more.") if again else _("It is put away.")


def _why(reason: Reason) -> str:
    return {
        "stopped": _("Its owner has stopped our messages."),
        "wrong": _("There is no such number or address."),
        "unreachable": _("The telephone could not be reached."),
        "refused": _("The carrier would not take it."),
        "silent": _("The carrier did not answer, however often it was asked."),
        "sealed": _("It can no longer be read: a key is missing."),
    }[reason]


def _conditions() -> dict[str, str]:
    return {
        "well": _("Well"),
        "closed": _("Out of order, by command"),
        "late": _("Late: nothing is heard of it"),
        "new": _("Not heard yet"),
        "revoked": _("Revoked"),
    }


def _in_words(trouble: Trouble) -> str:
    words = {
        "refused": _("{count} refused by the server, kept at the kiosk"),
        "waiting": _("{count} on their way here"),
        "references": _("only {count} references in hand"),
        "near_end": _("paper nearly out"),
        "out": _("no paper"),
        "gone": _("the printer is gone"),
    }
    return words[trouble.kind].format(count=trouble.count)
