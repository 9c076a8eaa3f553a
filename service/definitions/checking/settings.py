"""What the service says of itself, held against the town: its office, its proof of identity, its keywords."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from service.definitions.checking.outline import Outline, View
from service.definitions.checking.texts import placed_texts
from service.definitions.findings import listed, meant
from service.questions.reading import fold

IDENTITIES = frozenset({"none", "contact", "at_desk"})


class Town(Protocol):
    """What checking needs to know of a town."""

    @property
    def offices(self) -> Collection[str]:
        """The codes of its offices."""

    @property
    def languages(self) -> Collection[str]:
        """The first one is that of the definitions."""

    @property
    def calendars(self) -> Collection[str]:
        """The codes of its calendars."""


def check_settings(
    outline: Outline, town: Town | None, reserved: Collection[str], providers: Collection[str]
) -> None:
    model = outline.model
    if town is not None and model.office not in town.offices:
        offices = sorted(town.offices)
        words = f"the town has no office `{model.office}`{meant(model.office, offices)}"
        words += f"; it has {listed(offices, 'and')}"
        outline.error(("office",), words)
    identities = sorted({*IDENTITIES, *providers})
    if model.identity not in identities:
        words = f"`identity` must be {listed(identities)}, not `{model.identity}`{meant(model.identity, identities)}"
        outline.error(("identity",), words)
    _check_keywords(outline, {fold(word) for word in reserved})
    _check_options(outline, {fold(word) for word in reserved})
    _check_contact(outline)
    _check_calendars(outline, town)
    _check_find_by(outline)
    _check_prove_by(outline)
    state = model.state
    if state.from_ and state.until and state.from_ > state.until:
        outline.error(
            ("state", "from"), f"`from` ({state.from_}) is after `until` ({state.until}): exchange them"
        )


def _check_keywords(outline: Outline, reserved: set[str]) -> None:
    seen: set[str] = set()
    for number, keyword in enumerate(outline.model.keywords):
        word = fold(keyword)
        if word in reserved:
            words = (
                f"`{keyword}` never arrives: carriers and lines keep that word for themselves; choose another"
            )
            outline.error(("keywords", number), words)
        if word in seen:
            outline.error(("keywords", number), f"`{keyword}` stands here twice: once is enough")
        seen.add(word)


def _check_options(outline: Outline, reserved: set[str]) -> None:
    """By text an option may be named by its label or by another word: neither may be one that carriers keep."""
    for place, text in placed_texts(outline.model, ()):
        wanted = "options" in place and (place[-1] == "label" or "also" in place)
        if wanted and fold(text) in reserved:
            words = f"`{text}` never arrives by text: carriers and lines keep that word; choose another"
            outline.error(place, words)


def _check_contact(outline: Outline) -> None:
    """Who is to prove a contact must be asked for one that a message reaches, on every way."""
    if outline.model.identity != "contact":
        return
    if not any(each.question.reaches and not each.question.optional for each in outline.declared):
        words = (
            "`identity: contact` needs a question, not optional, for a mobile number (`kind: phone`, `mobile: true`) "
            "or an email address: we send a code there"
        )
        outline.error(("identity",), words)


def _check_calendars(outline: Outline, town: Town | None) -> None:
    """One time at most is chosen in a service, in a calendar of the town: that becomes the case's appointment."""
    asked = [each for each in outline.declared if each.question.kind == "slot"]
    for each in asked[1:]:
        words = "a second time is asked for: a case has one appointment, so ask for one `slot`"
        outline.error((*each.place, "kind"), words)
    for each in asked:
        code = str(getattr(each.question, "calendar", ""))
        if each.repeat:
            outline.error(
                (*each.place, "kind"), "a `slot` cannot be asked several times: a case has one appointment"
            )
        if town is not None and code not in town.calendars:
            there = f"; it has {listed(sorted(town.calendars), 'and')}" if town.calendars else ""
            words = f"the town has no calendar `{code}`{meant(code, town.calendars) or there}"
            outline.error((*each.place, "calendar"), words)


def _check_prove_by(outline: Outline) -> None:
    """What shows the status must be short, known by heart, and not known to everybody who sees the reference."""
    kinds = {each.question.code: each.question for each in outline.declared}
    for number, code in enumerate(outline.model.prove_by):
        place, known = ("prove_by", number), outline.seen(code, View(anywhere=True))
        if isinstance(known, str):
            outline.error(place, known)
        elif known.is_fact or not kinds[code].proves:
            outline.error(place, f"`{code}` proves nothing: name a phone number or a place")
        elif known.repeat:
            outline.error(place, f"`{code}` is asked several times: name a question that is asked once")


def _check_find_by(outline: Outline) -> None:
    for number, code in enumerate(outline.model.find_by):
        place = ("find_by", number)
        known = outline.seen(code, View(anywhere=True))
        if isinstance(known, str):
            outline.error(place, known)
        elif known.is_fact:
            outline.error(place, f"`{code}` is a fact: officers search by answers only")
        elif known.sensitive:
            outline.error(place, f"`{code}` is `sensitive`: it cannot be searched by")
        elif any(each.question.code == code and each.question.carries_file for each in outline.declared):
            outline.error(place, f"`{code}` is a file: it cannot be searched by")
