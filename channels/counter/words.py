"""What codes of the back office are called on the counter's pages."""

from __future__ import annotations

from flask_babel import gettext as _

from service.messages import Agreement, Role
from service.office_messages import Attendance, CaseEntry, CaseHelp, LookReason, View


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


def agreements() -> dict[Agreement, str]:
    """How a citizen agreed that an officer fills it in for them."""
    return {
        "present": _("at the desk, and agrees"),
        "telephone": _("on the telephone, and agrees"),
        "paper": _("their paper came by post"),
    }


def helped_in(given: CaseHelp) -> str:
    """What an officer did for a citizen before it was a case, in a sentence without a subject."""
    return {
        "began": _("began it for the citizen"),
        "took over": _("went on with it for the citizen"),
        "sent": _("sent it for the citizen") if given.agreed != "paper" else _("typed in the paper"),
    }[given.deed]


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
    if entry.deed == "unreached":
        return _("could not reach the citizen: %(why)s", why=why_unreached(entry.about))
    if entry.deed == "escalated" and not entry.about:
        return _("marked it for the head of the office: it is overdue")
    if entry.deed == "rearranged":
        return {
            "moved": _("chose another time"),
            "confirmed": _("confirmed the appointment"),
            "cancelled": _("called the appointment off"),
        }[entry.about]
    if entry.deed == "attended":
        return attended(entry.about)
    words = {
        "corrected": _("corrected: %(question)s", question=entry.about),
        "escalated": _("gave it to %(colleague)s: it is overdue", colleague=entry.about),
        "moved": _("moved it to “%(state)s”", state=entry.about),
        "referred": _("referred it to %(office)s", office=entry.about),
        "noted": _("noted"),
        "told": _("sent a message") + (f": {entry.about}" if entry.about else ""),
        "supplied": _("handed in: %(question)s", question=entry.about),
    }
    return words[entry.deed]


def attendances() -> dict[Attendance, str]:
    """What is noted of an appointment, in a word or two."""
    return {"came": _("came"), "missed": _("did not come")}


def attended(about: str) -> str:
    """What an officer noted of an appointment."""
    return {
        "came": _("noted that the citizen came to the appointment"),
        "missed": _("noted that the citizen did not come to the appointment"),
    }.get(about, _("took back what was noted of the appointment"))


def why_unreached(reason: str) -> str:
    """Why a message did not arrive, for an officer who may know another way."""
    return {
        "stopped": _("they have stopped our messages"),
        "wrong": _("there is no such number or address"),
        "unreachable": _("their telephone cannot be reached"),
        "silent": _("our carrier did not answer"),
    }.get(reason, _("our carrier did not take the message"))


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
        "letter": _("The letter cannot be made on this machine, so nothing was done. Tell the operator."),
        "language": _("Say in which language you wrote."),
        "nothing": _("Choose some cases first."),
        "undo": _("It can be undone for a minute, by who did it. The citizens have been told by now."),
        "early": _("Its time has not come yet. Note it once the appointment has begun."),
        "appointment": _("There is no appointment any more: it was called off."),
        "arrived": _("That day cannot be: it lies ahead, or more than a year ago."),
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
        "erased": _("erased"),
        "exported": _("exported"),
        "escalated": _("put before the head"),
        "took back": _("took back"),
        "attended": _("noted who came"),
        "began for": _("began it for a citizen"),
        "took over for": _("went on with it for a citizen"),
        "sent for": _("sent it for a citizen"),
    }.get(deed, deed)
