"""Contacts: where somebody wants a message sent, read off what they wrote. Sending is `notices`."""

from __future__ import annotations

from functools import cache

from service.messages import Problem, Visitor
from service.prompts import Prompts
from service.questions import KINDS
from service.questions.question import ANSWER, Question

PHONE, MAIL = "tel", "mailto"
"""The schemes of contacts that people write down."""


def read_contact(written: str, carried: frozenset[str], prompts: Prompts, visitor: Visitor) -> str | Problem:
    """`tel:+32470123456` or `mailto:an@example.org`, by the same understanding as a question about one.

    Of the kinds of contacts that are `carried`; where that is only one, whatever is written is read as one.
    """
    asking = prompts.asking_by_itself(visitor.language)
    scheme = MAIL if MAIL in carried and ("@" in written or PHONE not in carried) else PHONE
    question = _question(scheme)
    understood = question.understand({ANSWER: written}, asking)
    if isinstance(understood, Problem):
        return understood
    return question.check(understood, asking) or f"{scheme}:{understood}"


def shown_contact(contact: str, prompts: Prompts, visitor: Visitor) -> str:
    """As the person would write it."""
    scheme, _, value = contact.partition(":")
    return _question(scheme).show(value, prompts.asking_by_itself(visitor.language))


def hinted_contact(contact: str) -> str:
    """Enough of it for its owner to know it, and nobody else: `… 56`, `a…@example.org`."""
    scheme, _, value = contact.partition(":")
    if scheme != MAIL:
        return f"… {value[-2:]}"
    name, _, domain = value.rpartition("@")
    return f"{name[:1]}…@{domain}"


@cache
def _question(scheme: str) -> Question:
    settings = {"kind": "email"} if scheme == MAIL else {"kind": "phone", "mobile": True}
    return KINDS[str(settings["kind"])].model_validate({"code": "contact", "ask": "?", **settings})
