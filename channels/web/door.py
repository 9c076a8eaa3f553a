"""The web door: which address leads to which page, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from channels.settings import Settings
from channels.shared.dialling import as_dialled
from channels.shared.door import Door, InHand
from channels.shared.fields import FILTERS
from channels.web import errors
from channels.web.elsewhere import ElsewherePages
from channels.web.front import FrontPages
from channels.web.house import CAPABILITIES, NAME, House, Town
from channels.web.journey import JourneyPages
from channels.web.saving import SavingPages
from channels.web.session import NoDraftHere, draft_if_any, forget_draft
from channels.web.status import NoCaseHere, StatusPages
from service.front_office import FrontOffice, NoSuchDraft, NoSuchService, TooManyTries

View = Callable[..., ResponseReturnValue]
Pages = Callable[[str, str, "View | None", "View | None"], None]


def door(front_office: FrontOffice, settings: Settings, town: Town) -> Door:
    house = House(
        front_office,
        town,
        demo=settings.demo,
        bench=settings.bench,
        secure=settings.public_url.startswith("https:"),
        number=as_dialled(settings.twilio.number).replace(" ", "\u00a0"),
    )
    blueprint = Blueprint(NAME, __name__, template_folder="templates")
    pages = _pages(blueprint, town)
    blueprint.add_url_rule("/", "root", FrontPages(house).root)
    _add_front(pages, FrontPages(house))
    _add_journey(pages, JourneyPages(house))
    _add_elsewhere(pages, ElsewherePages(house))
    _add_saving(pages, SavingPages(house))
    _add_status(pages, StatusPages(house))
    _for_every_page(blueprint, house)
    _refusals(blueprint)
    in_hand = InHand(draft_if_any, forget_draft)
    return Door(NAME, "Web", CAPABILITIES, blueprint, address=f"/{town.languages[0]}/", in_hand=in_hand)


def _pages(blueprint: Blueprint, town: Town) -> Pages:
    """Adds a page under the prefix of each language: what GET shows, and what POST takes at the same address."""
    languages = ",".join(f'"{code}"' for code in town.languages)

    def add(rule: str, name: str, show: View | None, take: View | None) -> None:
        views = {method: view for method, view in (("GET", show), ("POST", take)) if view is not None}

        def page(**given: str) -> ResponseReturnValue:
            return views["POST" if request.method == "POST" else "GET"](**given)

        blueprint.add_url_rule(f"/<any({languages}):language>{rule}", name, page, methods=list(views))

    return add


def _add_front(add: Pages, front: FrontPages) -> None:
    add("/", "front", front.front, None)
    add("/accessibility", "accessibility", front.accessibility, None)
    add("/privacy", "privacy", front.privacy, None)
    add("/catalogue", "catalogue", front.catalogue, None)
    add("/<service>/", "start", front.start, None)
    add("/<service>/begin", "begin", None, front.begin)


def _add_journey(add: Pages, journey: JourneyPages) -> None:
    add("/<service>/q/<path:path>", "question", journey.question, journey.answer)
    add("/<service>/check", "check", journey.check, journey.submit)
    add("/<service>/prove", "prove", None, journey.prove)
    add("/<service>/remove", "remove", None, journey.remove)
    add("/<service>/done", "done", journey.done, journey.say_how_it_went)
    add("/<service>/appointment.ics", "own_calendar_file", journey.calendar_file, None)
    add("/<service>/outcome", "outcome", journey.outcome, None)


def _add_elsewhere(add: Pages, elsewhere: ElsewherePages) -> None:
    add("/<service>/elsewhere", "elsewhere", None, elsewhere.offer)
    add("/<service>/moved", "moved", elsewhere.moved, elsewhere.bring_back)
    add("/continue", "carry_on", elsewhere.carry_on, elsewhere.look_up)
    add("/continue/take", "take", None, elsewhere.take)
    add("/c/<secret>", "link", elsewhere.link, elsewhere.answer)


def _add_saving(add: Pages, saving: SavingPages) -> None:
    add("/<service>/save", "save", saving.choose, saving.save)
    add("/<service>/save/away", "do_away", None, saving.do_away)
    add("/<service>/leave", "leave", None, saving.leave)


def _add_status(add: Pages, status: StatusPages) -> None:
    add("/status", "status", status.status, status.look_up)
    add("/status/case", "case", status.case, None)
    add("/status/follow-up", "follow_up", None, status.follow_up)
    add("/status/how-it-went", "say_how_it_was_decided", None, status.say_how_it_was_decided)
    add("/status/close", "close", None, status.close)
    add("/status/appointment", "appointment", status.appointment, status.move)
    add("/status/appointment/cancel", "cancellation", status.cancellation, status.cancel)
    add("/status/appointment/confirm", "confirm", None, status.confirm)
    add("/status/appointment.ics", "calendar_file", status.calendar_file, None)
    add("/status/withdraw", "withdrawal", status.withdrawal, status.withdraw)
    add("/status/correction/<path:path>", "correction", status.correction, status.correct)
    add("/status/letter/<name>", "letter", status.letter, None)
    add("/status/paper/<path:path>", "paper", status.paper, status.supply)


def _for_every_page(blueprint: Blueprint, house: House) -> None:
    @blueprint.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        house.language()  # known before the first word is looked up
        (values or {}).pop("language", None)

    @blueprint.app_url_defaults
    def name_language(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint.startswith(f"{NAME}.") and endpoint != f"{NAME}.root":
            values.setdefault("language", house.language())

    @blueprint.after_request
    def keep_nothing(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return house.remember_language(response)

    @blueprint.record_once
    def furnish(state: BlueprintSetupState) -> None:
        state.app.extensions[NAME] = house
        state.app.jinja_env.filters.update(FILTERS)


def _refusals(blueprint: Blueprint) -> None:
    for raised, told in (
        (NoSuchService, errors.no_such_service),
        (NoSuchDraft, errors.no_draft),
        (NoDraftHere, errors.no_draft),
        (NoCaseHere, errors.no_case),
        (TooManyTries, errors.too_many_tries),
    ):
        blueprint.register_error_handler(raised, told)
