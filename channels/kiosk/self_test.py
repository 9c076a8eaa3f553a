"""The self-test at `/kiosk/self-test`: touch, keypad, sound, printer and scanner, tried by whoever set a kiosk up.

No draft, no case and nobody's data comes here. The screen of people is `door`; this page is a sheet beside it.
"""

from __future__ import annotations

import secrets
from typing import Any

from babel import Locale
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from channels.kiosk.person import Kiosk
from channels.kiosk.printer import NotPrinted, printer_state
from channels.kiosk.receipt import PaperLine, printed
from channels.kiosk.speech import Voice

TILES = 12
"""Over the whole of the screen: a corner that feels no finger is found."""


def add_self_test(blueprint: Blueprint, kiosk: Kiosk, voice: Voice) -> None:
    """The page, and what it asks; all in the town's first language."""
    first, settings, printer = kiosk.languages[0], kiosk.settings, kiosk.printer

    @blueprint.get("/self-test")
    def self_test() -> ResponseReturnValue:
        with force_locale(first):
            return render_template(
                "self-test.html",
                language=first,
                tiles=TILES,
                words=_headings(),
                unchecked=_unchecked(kiosk),
                given=_given(),
            )

    @blueprint.get("/printer")
    def printer_now() -> ResponseReturnValue:
        return jsonify(printer=printer_state(printer))

    @blueprint.post("/test_print")
    def test_print() -> ResponseReturnValue:
        """A strip of paper that says only that it is one."""
        if printer is None:
            return jsonify(printer="none")
        with force_locale(first):
            lines = (PaperLine(_("Self-test"), size="big"), PaperLine(_("This printer works.")))
            content = printed(lines, settings.public_url, _("Scan this with the kiosk's own scanner"), first)
        try:
            printer.print(content, secrets.token_hex())  # each touch prints: somebody looks whether it does
        except NotPrinted as trouble:
            return jsonify(printer=trouble.state), 503
        return jsonify(printer=printer.state())

    def _given() -> dict[str, Any]:
        return {
            "language": first,
            "scanner": {"prefix": settings.kiosk.scanner_prefix, "gap": settings.kiosk.scanner_gap},
            "voices": sorted(voice.languages.intersection(kiosk.languages)),
            "keypad": settings.kiosk.keypad,
            "words": {
                "said": _("The sound works."),
                "silent": _("No voice on this machine speaks this language."),
                "key": _("{key}: {deed}"),
                "no_deed": _("{key}: does nothing here"),
                "scanned": _("{count} characters were scanned."),
                "ready": _("Ready"),
                "near_end": _("Ready, the paper is nearly out"),
                "out": _("No paper"),
                "gone": _("The printer does not answer"),
                "none": _("No printer is named in the settings"),
                "unreachable": _("The kiosk's server does not answer"),
            },
        }


def _unchecked(kiosk: Kiosk) -> str:
    """Which languages' voices no listener has approved, in a sentence; empty where none."""
    locale = Locale.parse(kiosk.languages[0])
    names = [locale.languages.get(each, each) for each in kiosk.languages if each not in kiosk.approved]
    if not names:
        return ""
    return _("No listener has approved how these are spoken: {languages}").format(languages=", ".join(names))


def _headings() -> dict[str, str]:
    return {
        "title": _("Self-test"),
        "touch": _("Touch each of these"),
        "keypad": _("Press a key of the keypad, or plug in a headset"),
        "listen": _("Listen"),
        "say": _("Say something"),
        "printer": _("Printer"),
        "print": _("Print a strip"),
        "scan": _("Scan any code"),
        "back": _("Back to the kiosk"),
    }
