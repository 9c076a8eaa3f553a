"""The text dialogue behind the carrier's webhook: signed, answered once, its reply kept for a repeated delivery."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from benchmarks.by_hand.questions import OUTCOME, RECEIPT, NotUnderstood, Question, next_question
from benchmarks.by_hand.store import (
    Store,
    begin_report,
    change_report,
    conversations,
    messages,
    report_of,
    submit_report,
)

KEYWORDS = ("fix", "street")
SILENT = ("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "help", "info")
WELCOME = "Bruggepont: Report a street problem. About 6 texts, at your normal rate. Text STOP to stop."
TO_BEGIN = "This is Bruggepont. Text FIX to report a street problem."


def dialogue(store: Store, asked: Mapping[str, Question], token: str, url: str) -> Blueprint:
    routes = Blueprint("dialogue", __name__)
    validator = RequestValidator(token)

    @routes.post("/sms")
    def inbound() -> Response:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(f"{url}/sms", request.form, signature):
            return Response("The signature is missing or wrong.\n", 403, mimetype="text/plain")
        sid, phone = request.form["MessageSid"], request.form["From"]
        words = " ".join(request.form.get("Body", "").split())
        try:
            reply = _once(store, asked, sid, phone, words)
        except IntegrityError:  # the same delivery, a moment earlier
            reply = _once(store, asked, sid, phone, words)
        return Response(reply, mimetype="text/xml")

    return routes


def _once(store: Store, asked: Mapping[str, Question], sid: str, phone: str, words: str) -> str:
    with store.writing() as connection:
        said = connection.execute(select(messages.c.reply).where(messages.c.sid == sid)).scalar()
        if said is not None:
            return str(said)
        reply = _twiml(_answer(connection, asked, phone, words))
        connection.execute(messages.insert(), {"sid": sid, "reply": reply, "at": datetime.now(UTC)})
    return reply


def _twiml(message: str) -> str:
    response = MessagingResponse()
    if message:
        response.message(message)
    return str(response)


def _answer(connection: Connection, asked: Mapping[str, Question], phone: str, words: str) -> str:
    spoken = words.casefold()
    if spoken in SILENT:
        return ""
    query = select(conversations).where(conversations.c.phone == phone).with_for_update()
    conversation = connection.execute(query).mappings().one_or_none()
    if spoken in KEYWORDS:
        _talk_about(connection, phone, begin_report(connection, phone), new=conversation is None)
        return f"{WELCOME}\n{_ask(next(iter(asked.values())))}"
    if conversation is None or conversation["report"] is None:
        return TO_BEGIN
    report = report_of(connection, conversation["report"], lock=True)
    assert report is not None
    question = next_question(asked, report)
    if question is None:
        return _checked(connection, asked, phone, report, spoken)
    return _answered(connection, asked, phone, report, question, words)


def _talk_about(connection: Connection, phone: str, report: str | None, new: bool = False) -> None:
    if new:
        connection.execute(conversations.insert(), {"phone": phone, "report": report})
    else:
        same = conversations.c.phone == phone
        connection.execute(conversations.update().where(same).values(report=report))


def _answered(
    connection: Connection,
    asked: Mapping[str, Question],
    phone: str,
    report: Mapping[str, Any],
    question: Question,
    words: str,
) -> str:
    try:
        skipped = question.optional and words.casefold() == "skip"
        value = "" if skipped else question.understand(words)
    except NotUnderstood as problem:
        return f"{problem}\n{_ask(question)}"
    change_report(connection, report["id"], **{question.name: value})
    if question.name == "danger" and value == "yes":
        _talk_about(connection, phone, None)
        return OUTCOME
    answered = {**report, question.name: value}
    following = next_question(asked, answered)
    return _ask(following) if following else _check(asked, answered)


def _checked(
    connection: Connection, asked: Mapping[str, Question], phone: str, report: Mapping[str, Any], spoken: str
) -> str:
    if spoken == "0":
        submit_report(connection, report["id"])
        _talk_about(connection, phone, None)
        sent = report_of(connection, report["id"])
        assert sent is not None
        return (
            f"We have received it\nReference: {sent['reference']}\nStatus code: {sent['status_code']}\n"
            f"To ask how it stands, text STATUS and both.\n{RECEIPT}"
        )
    rows = _rows(asked, report)
    if spoken.isdecimal() and 1 <= int(spoken) <= len(rows):
        question = rows[int(spoken) - 1]
        change_report(connection, report["id"], **{question.name: None})
        return _ask(question)
    return f'"{spoken}" is not understood here.\n{_check(asked, report)}'


def _rows(asked: Mapping[str, Question], report: Mapping[str, Any]) -> list[Question]:
    return [question for question in asked.values() if report[question.name] is not None]


def _ask(question: Question) -> str:
    lines = [f"{question.words} {question.help}".rstrip()]
    lines += [f"{number} {option.label}" for number, option in enumerate(question.options, 1)]
    if question.options:
        last = len(question.options)
        lines.append("Reply 1 or 2." if last == 2 else f"Reply 1 to {last}.")
    if question.optional:
        lines.append("(Reply SKIP to leave this out)")
    return "\n".join(lines)


def _check(asked: Mapping[str, Question], report: Mapping[str, Any]) -> str:
    rows = [
        f"{number} {question.words} {question.shown(report[question.name])}"
        for number, question in enumerate(_rows(asked, report), 1)
    ]
    return "\n".join(
        ["Check your answers", *rows, "Reply 0 to send, or a number to change that answer."],
    )
