"""The kiosk's door: serves the screen and puts the addresses together that it talks with. The front office decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from channels.kiosk.aloud import Reader, add_speech
from channels.kiosk.case import add_case
from channels.kiosk.elsewhere import add_elsewhere
from channels.kiosk.entrance import (
    HEADER,
    Admission,
    admitting,
    everybody,
    keep_nothing,
    refuse_forged,
    shown_key,
)
from channels.kiosk.journey import add_journey
from channels.kiosk.on_paper import add_paper
from channels.kiosk.person import CAPABILITIES as CAPABILITIES
from channels.kiosk.person import NAME as NAME
from channels.kiosk.person import PATH, Kiosk, secret
from channels.kiosk.printer import printer_at, printer_state
from channels.kiosk.refusals import add_refusals
from channels.kiosk.screen import FOLDER, Screen
from channels.kiosk.self_test import add_self_test
from channels.kiosk.session import draft_of
from channels.settings import Settings
from channels.shared.compressed import compressing
from channels.shared.door import Door, InHand
from service.front_office import FrontOffice


def door(
    front_office: FrontOffice,
    settings: Settings,
    town: str,
    languages: Sequence[str],
    admission: Admission = everybody,
    approved: Collection[str] = (),
    *,
    sends_texts: bool = False,
) -> Door:
    """The kiosk of a town that speaks these languages, the first one where nothing else is known.

    `approved` are those whose voice a listener has found fit to be heard.
    """
    printer = printer_at(settings.kiosk.printer)
    kiosk = Kiosk(front_office, settings, town, tuple(languages), printer, frozenset(approved), sends_texts)
    blueprint = Blueprint(
        "kiosk",
        __name__,
        url_prefix=PATH[:-1],
        template_folder=FOLDER,
        static_folder=FOLDER,
        static_url_path="/ui",
    )
    reader = add_speech(blueprint, kiosk)
    _add_screen(blueprint, kiosk, admission, reader)
    add_journey(blueprint, kiosk)
    add_elsewhere(blueprint, kiosk)
    add_case(blueprint, kiosk)
    add_paper(blueprint, kiosk)
    add_self_test(blueprint, kiosk, reader.voice)
    blueprint.before_request(admitting(admission, secure=settings.public_url.startswith("https:")))
    blueprint.before_request(refuse_forged)
    blueprint.after_request(keep_nothing)
    blueprint.after_request(compressing())
    add_refusals(blueprint, kiosk)
    return Door(
        NAME,
        "Kiosk",
        CAPABILITIES,
        blueprint,
        address=PATH,
        knows_its_callers=True,
        paper=lambda: printer_state(kiosk.printer),
        in_hand=InHand(lambda _service: draft_of(request.headers.get(HEADER, ""), secret()), lambda _: None),
    )


def _add_screen(blueprint: Blueprint, kiosk: Kiosk, admission: Admission, reader: Reader) -> None:
    shown = Screen(kiosk.languages)
    shown.add_to(blueprint)

    @blueprint.get("/")
    def screen() -> ResponseReturnValue:
        return render_template(
            "kiosk.html",
            town=kiosk.town,
            language=kiosk.languages[0],
            screen=shown,
            given=_given(kiosk, shown, reader),
        )

    @blueprint.get("/standing")
    def standing() -> ResponseReturnValue:
        """Whether somebody may begin here: the screen asks again and again while nobody is there."""
        return jsonify(open=admission(shown_key()) == "open")


def _given(kiosk: Kiosk, shown: Screen, reader: Reader) -> dict[str, Any]:
    """All that the screen knows before anybody touches it: the town, and how it greets."""
    settings = kiosk.settings.kiosk
    return {
        "town": kiosk.town,
        "demo": kiosk.settings.demo,
        "scanner": {"prefix": settings.scanner_prefix, "gap": settings.scanner_gap},
        "languages": shown.languages(),
        "voices": sorted(reader.voice.languages.intersection(kiosk.languages)),
        "recorded": sorted(reader.recordings.languages.intersection(kiosk.languages)),
        "unchecked": sorted(set(kiosk.languages) - kiosk.approved),
        "keypad": settings.keypad,
    }
