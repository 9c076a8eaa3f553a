"""Why answers were not taken, in a few plain words for who reads about many of them: by the codes of problems.

What somebody is told who gave one such answer stands where it is judged, and names what they gave.
"""

from __future__ import annotations

from service.wording import sentence

REASONS = {
    "apple-photo": sentence("the photo was in a form that only some telephones read"),
    "check": sentence("it does not go together with another answer"),
    "conflict": sentence("it was answered at another door meanwhile"),
    "declined": sentence("people did not agree"),
    "digits": sentence("there were figures in a name"),
    "empty": sentence("nothing was entered"),
    "expired": sentence("the code that we sent was not good any more"),
    "fraction": sentence("it was no whole number"),
    "lost": sentence("somebody else has the time meanwhile"),
    "missing-day": sentence("the day was missing"),
    "missing-month": sentence("the month was missing"),
    "missing-number": sentence("the house number was missing"),
    "missing-year": sentence("the year was missing"),
    "needed": sentence("people wanted to leave it out, and it is needed"),
    "negative": sentence("it was less than nothing"),
    "no-at-sign": sentence("the email address had no @"),
    "no-such-date": sentence("there is no such day of birth"),
    "no-such-number": sentence("there is no such number"),
    "no-such-year": sentence("the year is not possible here"),
    "none-free": sentence("no time was free"),
    "not-a-date": sentence("there is no such day"),
    "not-a-day": sentence("the day was none from 1 to 31"),
    "not-a-document": sentence("the file was neither a PDF nor a photo"),
    "not-a-month": sentence("the month was none from 1 to 12"),
    "not-a-number": sentence("it was no number"),
    "not-a-phone-number": sentence("it was no telephone number"),
    "not-a-photo": sentence("the file was no photo"),
    "not-an-address": sentence("it was no address"),
    "not-an-amount": sentence("it was no sum of money"),
    "not-belgian": sentence("it was a number of another country"),
    "not-digits": sentence("there were other signs than figures"),
    "not-free": sentence("the time was not free"),
    "not-in-order": sentence("the options were not in the order of the list"),
    "not-mobile": sentence("it was no mobile number"),
    "not-offered": sentence("it was none of the options"),
    "not-understood": sentence("the words were not understood"),
    "not-yes-or-no": sentence("it was neither yes nor no"),
    "other-currency": sentence("it was another currency"),
    "other-unit": sentence("it was another unit"),
    "other-weekday": sentence("the day of the week does not fit the date"),
    "several": sentence("there were several where one is asked for"),
    "signs": sentence("there were signs that do not belong there"),
    "taken": sentence("somebody else took the time first"),
    "text-instead": sentence("words came instead of a file"),
    "too-early": sentence("the day is too early"),
    "too-few": sentence("too few were chosen"),
    "too-large": sentence("it was too large"),
    "too-late": sentence("the day is too late"),
    "too-long": sentence("it was too long"),
    "too-many": sentence("too many were chosen"),
    "too-many-decimals": sentence("there were too many figures after the comma"),
    "too-many-digits": sentence("there were too many figures"),
    "too-many-pixels": sentence("the photo was too large"),
    "too-short": sentence("it was too short"),
    "too-small": sentence("it was too small"),
    "unknown-street": sentence("the town has no such street"),
    "unreadable-document": sentence("the file could not be opened"),
    "unreadable-photo": sentence("the photo could not be opened"),
    "untidy": sentence("there were signs that nobody can see"),
    "which": sentence("it could mean several things"),
    "which-street": sentence("several streets have such a name"),
    "wrong": sentence("it was not the code that we sent"),
    "wrong-beginning": sentence("it begins in another way than such numbers do"),
    "wrong-check": sentence("the last figures do not fit: one was probably mistyped"),
    "wrong-form": sentence("it was not written in the form that is asked for"),
    "wrong-length": sentence("it had too few or too many figures"),
}
OTHER = sentence("the answer was not taken")


def reason(problem: str) -> str:
    """The words for a code, to be said in a language; something true for one of another release."""
    return REASONS.get(problem, OTHER)
