"""What the kiosk prints for a person: the receipt, and the code by which a draft was saved.

What stands on the paper is `receipt`'s, and how it comes out of a machine is `printer`'s.
"""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from channels.kiosk.entrance import sent
from channels.kiosk.person import Kiosk, receipt_of
from channels.kiosk.printer import NotPrinted
from channels.kiosk.receipt import PaperLine, paper, printed, slip
from channels.kiosk.session import Session
from channels.kiosk.wire import read_copy, read_text
from channels.kiosk.words import sentence_of_printer


def add_paper(blueprint: Blueprint, kiosk: Kiosk) -> None:
    @blueprint.post("/receipt")
    def receipt() -> ResponseReturnValue:
        session, copy = kiosk.session(), read_copy(sent())
        given = receipt_of(kiosk.office.ask(session.draft, kiosk.visitor()))
        if given is None:
            raise Conflict
        with force_locale(kiosk.language()):
            scan = _("Scan this to see where it stands")
            content = printed(paper(given, kiosk.town), kiosk.status_address(given), scan, kiosk.language())
        return _on_paper(kiosk, content, f"{session.draft} receipt {copy}")

    @blueprint.post("/slip")
    def slip_again() -> ResponseReturnValue:
        """The code on paper. Only the screen still knows it, and its link."""
        session, body = kiosk.session(), sent()
        code, link, copy = read_text(body, "code"), read_text(body, "link"), read_copy(body)
        ours = link.startswith(f"{kiosk.settings.public_url}/") and link.endswith(f"/{code.replace('-', '')}")
        if not ours or kiosk.office.waiting(code, kiosk.visitor()) is None:
            raise Conflict
        with force_locale(kiosk.language()):
            lines = slip_of(kiosk, session, code)
            content = printed(lines, link, _("Scan this to go on"), kiosk.language())
        return _on_paper(kiosk, content, f"{session.draft} {code} {copy}")


def slip_of(kiosk: Kiosk, session: Session, code: str) -> tuple[PaperLine, ...]:
    """The lines that bring somebody back to this draft."""
    visitor = kiosk.visitor()
    keeping = kiosk.office.keeping(session.draft, visitor)
    prompt = kiosk.office.ask(session.draft, visitor).prompt
    if keeping is None or prompt is None:
        raise Conflict
    return slip(code, keeping.until, prompt.title, kiosk.town)


def _on_paper(kiosk: Kiosk, content: bytes, job: str) -> ResponseReturnValue:
    """Printed once for each job; where it is not, the screen is told how the printer stands now."""
    if kiosk.printer is None:
        raise Conflict
    try:
        kiosk.printer.print(content, job)
    except NotPrinted as trouble:
        with force_locale(kiosk.language()):
            words = sentence_of_printer(trouble.state)
        return jsonify(error={"status": 503, "words": words}, printer=trouble.state), 503
    return jsonify(printer=kiosk.printer.state())
