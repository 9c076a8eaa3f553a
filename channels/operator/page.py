"""The operator's page at `/operator`: how each kiosk is, read again every half minute. It changes nothing.

Whoever may see it shows the operator's password (HTTP Basic, RFC 7617); in a demo, which listens to this computer only,
nobody needs one.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Protocol

from babel import Locale
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from channels.operator.showing import Trouble, ago, condition, troubles
from channels.shared.door import Door
from service.messages import Capabilities
from service.operations import Operations

NAME = "operator"
READ_AGAIN_SECONDS = 30
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

    @routes.get("")
    def page() -> str:
        language = request.accept_languages.best_match(town.languages) or town.languages[0]
        with force_locale(language):
            return _shown(language)

    def _shown(language: str) -> str:
        locale, now = Locale.parse(language), operations.clock()
        kiosks = operations.outposts.all()
        return render_template(
            "operator/kiosks.html",
            lang=str(locale),
            dir=locale.text_direction,
            town_name=town.name,
            demo=demo,
            again=READ_AGAIN_SECONDS,
            unchecked=[
                locale.languages.get(each, each) for each in town.languages if each not in town.voices
            ],
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
