"""What codes of the back office are called on the counter's pages."""

from __future__ import annotations

from flask_babel import gettext as _

from service.messages import Role
from service.office_messages import CaseEntry, LookReason, View


def views() -> dict[View, str]:
    return {
        "mine": _("Mine"),
        "unassigned": _("Nobody's"),
        "overdue": _("Overdue"),
        "open": _("All open"),
        "waiting": _("Waiting for the citizen"),
        "ended": _("Ended"),
    }


def nothing_in(view: View) -> str:
    return {
        "mine": _("Nothing is assigned to you. Press Next case."),
        "unassigned": _("Every open case is somebody's."),
        "overdue": _("Nothing is overdue."),
        "open": _("No case is open."),
        "waiting": _("No citizen is waited for."),
        "ended": _("No case has ended yet."),
    }[view]


def reasons() -> dict[LookReason, str]:
    """Why somebody opens a case that is not theirs."""
    return {
        "handling": _("I am going to handle it"),
        "asked": _("The citizen asks about it"),
        "covering": _("I stand in for a colleague"),
        "checking": _("I check how it was handled"),
    }


def roles() -> dict[Role, str]:
    return {
        "clerk": _("Clerk"),
        "officer": _("Officer"),
        "head": _("Head of office"),
        "owner": _("Service owner"),
        "operator": _("Operator"),
        "auditor": _("Auditor"),
    }


def said_of(entry: CaseEntry) -> str:
    """What happened, in a sentence without a subject: who did it stands beside."""
    if entry.deed == "assigned":
        return _("gave it to %(colleague)s", colleague=entry.about) if entry.about else _("gave it back")
    if entry.deed == "answered":
        return _("says that it went well") if entry.about == "yes" else _("says that it did not go well")
    if entry.deed == "rearranged":
        return {
            "moved": _("chose another time"),
            "confirmed": _("confirmed the appointment"),
            "cancelled": _("called the appointment off"),
        }[entry.about]
    words = {
        "moved": _("moved it to “%(state)s”", state=entry.about),
        "referred": _("referred it to %(office)s", office=entry.about),
        "noted": _("noted"),
        "told": _("sent a message") + (f": {entry.about}" if entry.about else ""),
        "supplied": _("handed in: %(question)s", question=entry.about),
    }
    return words[entry.deed]


def not_done(why: str) -> str:
    """What to do where something could not be done."""
    return {
        "reason": _("Write to the citizen why: they will read it."),
        "words": _("Write something first."),
        "long": _("That is too long: at most 1,000 characters."),
        "message": _("This message does not exist any more. Choose another one."),
        "contact": _("The citizen left no number or address to which we can write."),
        "office": _("Choose another office than the one that has the case."),
        "colleague": _("Choose a colleague of the office."),
        "language": _("Say in which language you wrote."),
    }[why]


def deed_of(deed: str) -> str:
    """A deed in the log, in a word or two; one of a later release as it is called there."""
    return {
        "looked": _("opened"),
        "searched": _("searched"),
        "signed in": _("signed in"),
        "moved": _("moved"),
        "assigned": _("assigned"),
        "referred": _("referred"),
        "noted": _("noted"),
        "told": _("sent a message"),
    }.get(deed, deed)
