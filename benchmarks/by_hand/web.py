"""The web wizard: one page a question; every answer is posted, stored, and followed by a redirect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from benchmarks.by_hand.questions import (
    OUTCOME,
    RECEIPT,
    NotUnderstood,
    Question,
    next_question,
    question_before,
)
from benchmarks.by_hand.store import Store, begin_report, change_report, submit_report

FRAME: Mapping[str, Any] = {
    "lang": "en",
    "dir": "ltr",
    "town_name": "Bruggepont",
    "town_phone": "050 00 00 10",
    "town_hours": "Monday to Friday 8:00 to 16:30",
    "home_url": "/",
    "demo_url": "/phone",
    "town_links": [
        {"href": "/status", "words": "Where is my case?"},
        {"href": "/accessibility", "words": "Accessibility"},
        {"href": "/privacy", "words": "What we keep about you"},
    ],
}
"""What the pages say of the town; the addresses lead nowhere here."""


def wizard(store: Store, asked: Mapping[str, Question]) -> Blueprint:
    blueprint = Blueprint("wizard", __name__, url_prefix="/report", template_folder="templates")
    pages = Pages(store, asked)
    blueprint.get("/")(pages.start)
    blueprint.post("/begin")(pages.begin)
    blueprint.get("/q/<name>")(pages.question)
    blueprint.post("/q/<name>")(pages.answer)
    blueprint.get("/check")(pages.check)
    blueprint.post("/check")(pages.submit)
    blueprint.get("/done")(pages.done)
    blueprint.get("/outcome")(pages.outcome)
    return blueprint


@dataclass(frozen=True)
class Pages:
    store: Store
    asked: Mapping[str, Question]

    def start(self) -> ResponseReturnValue:
        return render_template("by_hand/start.html", **FRAME, back_url="/")

    def begin(self) -> ResponseReturnValue:
        with self.store.writing() as connection:
            session["report"] = begin_report(connection)
        return redirect(url_for(".question", name=next(iter(self.asked))), 303)

    def question(self, name: str) -> ResponseReturnValue:
        report = self._own_report()
        if not self._may_open(report, name):
            return self._onward(report)
        return self._question_page(self.asked[name], report, report[name] or "")

    def answer(self, name: str) -> ResponseReturnValue:
        report = self._own_report()
        if not self._may_open(report, name):
            return self._onward(report)
        entered = request.form.get("answer", "")
        try:
            value = _value(self.asked[name], entered)
        except NotUnderstood as problem:
            return self._question_page(self.asked[name], report, entered, str(problem)), 422
        with self.store.writing() as connection:
            change_report(connection, report["id"], **{name: value})
        return self._onward({**report, name: value})

    def check(self) -> ResponseReturnValue:
        report = self._own_report()
        before = question_before(self.asked, report)
        if self._address(report) != request.path or before is None:
            return self._onward(report)
        rows = [question for question in self.asked.values() if report[question.name] is not None]
        back = url_for(".question", name=before.name)
        return render_template("by_hand/check.html", **FRAME, rows=rows, report=report, back_url=back)

    def submit(self) -> ResponseReturnValue:
        report = self._own_report()
        if self._address(report) != request.path:
            return self._onward(report)
        with self.store.writing() as connection:
            submit_report(connection, report["id"])
        return redirect(url_for(".done"), 303)

    def done(self) -> ResponseReturnValue:
        report = self._own_report()
        if report["reference"] is None:
            return self._onward(report)
        return render_template("by_hand/done.html", **FRAME, report=report, receipt=RECEIPT)

    def outcome(self) -> ResponseReturnValue:
        report = self._own_report()
        if report["danger"] != "yes":
            return self._onward(report)
        back = url_for(".question", name="danger")
        return render_template("by_hand/outcome.html", **FRAME, words=OUTCOME, back_url=back)

    def _own_report(self) -> Mapping[str, Any]:
        report = self.store.report(session.get("report", ""))
        if report is None:
            abort(410)
        return report

    def _question_page(
        self, question: Question, report: Mapping[str, Any], entered: str, problem: str = ""
    ) -> str:
        before = question_before(self.asked, report, question.name)
        return render_template(
            "by_hand/question.html",
            **FRAME,
            question=question,
            number=list(self.asked).index(question.name) + 1,
            total=len(self.asked),
            entered=entered,
            problem=problem,
            problems=[{"field": "f-answer", "words": problem}] if problem else [],
            back_url=url_for(".question", name=before.name) if before else url_for(".start"),
        )

    def _onward(self, report: Mapping[str, Any]) -> ResponseReturnValue:
        return redirect(self._address(report), 303)

    def _address(self, report: Mapping[str, Any]) -> str:
        if report["reference"] is not None:
            return url_for(".done")
        if report["danger"] == "yes":
            return url_for(".outcome")
        following = next_question(self.asked, report)
        return url_for(".question", name=following.name) if following else url_for(".check")

    def _may_open(self, report: Mapping[str, Any], name: str) -> bool:
        """The next question, and any that was answered, until the report is submitted."""
        if name not in self.asked or report["reference"] is not None:
            return False
        following = next_question(self.asked, report)
        return report[name] is not None or (following is not None and following.name == name)


def _value(question: Question, entered: str) -> str:
    if question.optional and ("skip" in request.form or not entered.strip()):
        return ""
    return question.understand(entered)
