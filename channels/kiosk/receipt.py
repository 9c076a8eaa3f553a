"""The kiosk's paper: which lines stand on a receipt or a slip, and the bytes that a receipt printer understands.

Reference, status code, service, date, what happens next and a QR code; never an answer. A slip holds the code by which
somebody comes back. The screen draws its
picture of the paper from the same lines. Printers have letters of their own for Latin words; what runs from the right
goes to them as pictures of lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from flask_babel import gettext

from channels.shared.reading_order import held_together, runs_from_right
from service.messages import Receipt

if TYPE_CHECKING:
    from escpos.printer import Dummy

_PROFILE = "TM-T88V"
"""The code pages and cutter of the commonest receipt printer."""
_COLUMNS = 42


@dataclass(frozen=True)
class PaperLine:
    """A line of the receipt; `label` is small words above it, or empty."""

    text: str
    label: str = ""
    size: Literal["plain", "big"] = "plain"


def paper(receipt: Receipt, town: str) -> tuple[PaperLine, ...]:
    """Everything on the receipt but the QR code, which follows the last line."""
    lines = [
        PaperLine(town, size="big"),
        PaperLine(receipt.title),
        PaperLine(receipt.submitted_on),
        PaperLine(receipt.reference, gettext("Reference"), "big"),
        PaperLine(receipt.status_code, gettext("Status code"), "big"),
        PaperLine(receipt.due, gettext("To pay")),
        PaperLine(receipt.words, gettext("What happens next")),
        *(PaperLine(note) for note in receipt.notes),
    ]
    return tuple(line for line in lines if line.text)


def slip(code: str, until: str, title: str, town: str) -> tuple[PaperLine, ...]:
    """What brings somebody back to a draft, but for the number that they chose."""
    return (
        PaperLine(town, size="big"),
        PaperLine(title),
        PaperLine(code, gettext("Code"), "big"),
        PaperLine(until, gettext("Kept until")),
        PaperLine(
            gettext(
                "You go on with this code and the number that you chose: at a kiosk, by text or on our website."
            )
        ),
    )


def status_address(public_url: str, language: str, reference: str) -> str:
    """Where the status is asked for. It names the case and proves nothing: the status code is typed there."""
    return f"{public_url}/{language}/status?reference={reference}"


def reference_in(scanned: str) -> str:
    """The reference in such an address, as a scanner read it off a receipt; empty where it is another one."""
    try:
        address = urlsplit(scanned)
    except ValueError:
        return ""
    return parse_qs(address.query).get("reference", [""])[0] if address.path.endswith("/status") else ""


def language_in(scanned: str, languages: Sequence[str]) -> str:
    """The language of a page of this town, by its address; empty where it names none."""
    try:
        first, *_ = urlsplit(scanned).path.strip("/").split("/")
    except ValueError:
        return ""
    return first if first in languages else ""


def printed(lines: tuple[PaperLine, ...], address: str, scan: str, language: str) -> bytes:
    """The paper as the printer understands it; `scan` says what the QR code of the address is for."""
    from escpos.printer import Dummy  # slow to import and large: for the first receipt, not for every start

    printer = Dummy(profile=_PROFILE)
    drawn = runs_from_right(language)
    for line in lines:
        (_draw_line if drawn else _print_line)(printer, line)
    printer.set(align="center")
    printer.qr(address, native=True, size=6)
    printer.ln()
    if drawn:
        _draw(printer, scan, centred=True)
    else:
        printer.text(f"{scan}\n")
    printer.cut()
    return bytes(printer.output)


def _draw_line(printer: Dummy, line: PaperLine) -> None:
    if line.label:
        _draw(printer, line.label, bold=True)
    big = line.size == "big"
    _draw(printer, line.text, big=big, bold=big)
    printer.ln()


def _draw(printer: Dummy, text: str, **how: bool) -> None:
    from channels.kiosk.lettering import lettered  # as the printer: only for whoever prints

    printer.set(align="left")
    printer.image(lettered(held_together(text), **how), impl="bitImageRaster")


def _print_line(printer: Dummy, line: PaperLine) -> None:
    if line.label:
        printer.set(align="left", bold=True, normal_textsize=True)
        printer.text(f"{line.label}\n")
    big = line.size == "big"
    printer.set(align="left", bold=big, double_width=big, double_height=big, normal_textsize=not big)
    printer.text("\n".join(textwrap.wrap(line.text, _COLUMNS // (2 if big else 1))) + "\n")
    printer.set(bold=False, normal_textsize=True)
    printer.ln()
