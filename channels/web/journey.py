"""The pages of a journey: questions, check answers, the confirmation, an outcome.

Where the journey stands is computed by the core each time, so that no address is ever wrong for long: a page
that does not fit sends on to the one that does.
"""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from channels.shared.answer_rows import sections
from channels.shared.fields import members, problems_on, read_parts, read_version
from channels.web.calendar_file import as_calendar_file
from channels.web.house import House
from channels.web.session import draft_of
from service.messages import Parts, Prompt, ServiceSummary, Turn

PAGES = {"check": "web.check", "done": "web.done", "say": "web.outcome"}
MOVED = "moved"
"""What the prompt is called where the draft has moved to another door."""
CHANGING = "change"
"""In the address of a question that was opened from check answers: Back leads there again."""


def address_of(service: str, turn: Turn) -> str:
    """The page on which a turn is shown."""
    assert turn.prompt is not None
    if turn.prompt.id == MOVED:
        return url_for("web.moved", service=service)
    if turn.prompt.kind == "ask":
        return url_for("web.question", service=service, path=turn.prompt.path)
    return url_for(PAGES[turn.prompt.kind], service=service)


class JourneyPages:
    def __init__(self, house: House) -> None:
        self._house = house
        self._office = house.front_office

    def question(self, service: str, path: str) -> ResponseReturnValue:
        summary, draft = self._opened(service)
        turn = self._office.ask(draft, self._house.visitor(), path)
        if not _is_at(turn, path):
            return self._onward(service, turn)
        return self._question_page(summary, turn)

    def answer(self, service: str, path: str) -> ResponseReturnValue:
        summary, draft = self._opened(service)
        visitor, seen = self._house.visitor(), read_version(request.form)
        if "skip" in request.form:
            turn = self._office.skip(draft, request.form["skip"], visitor, seen)
        else:
            turn = self._office.answer(draft, path, entered, seen, visitor)
        if _is_at(turn, path) and problems_on(_prompt(turn)):
            return self._question_page(summary, turn, 422)
        return self._onward(service, turn)

    def check(self, service: str) -> ResponseReturnValue:
        summary, draft = self._opened(service)
        turn = self._office.review(draft, self._house.visitor())
        if _prompt(turn).kind != "check":
            return self._onward(service, turn)
        return self._house.page(
            "web/check.html",
            service=summary,
            prompt=turn.prompt,
            sections=list(sections(_prompt(turn).rows)),
            version=turn.version,
            back_url=_back(service, turn),
        )

    def submit(self, service: str) -> ResponseReturnValue:
        summary, draft = self._opened(service)
        turn = self._office.submit(draft, read_version(request.form), self._house.visitor())
        if problems_on(_prompt(turn)):
            return self._question_page(summary, turn, 422)
        return self._onward(service, turn)

    def prove(self, service: str) -> ResponseReturnValue:
        """A code goes to the contact that was answered; the next page asks for it."""
        _, draft = self._opened(service)
        return self._onward(service, self._office.prove(draft, self._house.visitor()))

    def remove(self, service: str) -> ResponseReturnValue:
        _, draft = self._opened(service)
        turn = self._office.remove(draft, request.form.get("path", ""), self._house.visitor())
        return self._onward(service, turn)

    def done(self, service: str) -> ResponseReturnValue:
        summary, draft = self._opened(service)
        turn = self._office.ask(draft, self._house.visitor())
        if _prompt(turn).kind != "done":
            return self._onward(service, turn)
        status_at = self._house.in_public(url_for("web.status"))
        how = self._office.how_it_went(draft, self._house.visitor())
        return self._house.page(
            "web/done.html", service=summary, prompt=turn.prompt, status_at=status_at, how_it_went=how
        )

    def say_how_it_went(self, service: str) -> ResponseReturnValue:
        """One answer to how satisfied somebody is, or none; the next question stands where this one stood."""
        _summary, draft = self._opened(service)
        self._office.say_how_it_went(draft, request.form.get("how", ""), self._house.visitor())
        return redirect(url_for("web.done", service=service, _anchor="how-it-went"), 303)

    def calendar_file(self, service: str) -> ResponseReturnValue:
        """The appointment that was just made, for one's own calendar."""
        _, draft = self._opened(service)
        content = self._office.calendar_file_of(draft, self._house.visitor())
        return as_calendar_file(content) if content else redirect(url_for("web.done", service=service), 303)

    def outcome(self, service: str) -> ResponseReturnValue:
        summary, draft = self._opened(service)
        turn = self._office.ask(draft, self._house.visitor())
        if _prompt(turn).kind != "say" or _prompt(turn).id == MOVED:
            return self._onward(service, turn)
        back = _back(service, turn)
        return self._house.page("web/outcome.html", service=summary, prompt=turn.prompt, back_url=back)

    def _opened(self, service: str) -> tuple[ServiceSummary, str]:
        """The service of an address and this browser's draft of it. Raises NoSuchService and NoDraftHere."""
        return self._office.service(service, self._house.visitor()), draft_of(service)

    def _onward(self, service: str, turn: Turn) -> Response:
        """To the page of a turn; what the turn says besides is shown there, once."""
        for words in turn.said:
            flash(words)
        response: Response = redirect(address_of(service, turn), 303)  # type: ignore[assignment]
        return response

    def _question_page(self, summary: ServiceSummary, turn: Turn, code: int = 200) -> Response:
        prompt = _prompt(turn)
        action = url_for("web.question", service=summary.code, path=prompt.path)
        return self._house.page(
            "web/question.html",
            code,
            service=summary,
            prompt=prompt,
            members=members(prompt),
            problems=problems_on(prompt),
            version=turn.version,
            back_url=_back(summary.code, turn),
            action=f"{action}?{CHANGING}" if CHANGING in request.args else action,
        )


def _back(service: str, turn: Turn) -> str:
    """The page before the one of a turn; before the first question the start page."""
    if CHANGING in request.args:
        return url_for("web.check", service=service)
    before = _prompt(turn).back
    if before:
        return url_for("web.question", service=service, path=before)
    return url_for("web.start", service=service)


def entered(prompt: Prompt) -> Parts:
    """What was entered on the page of a prompt."""
    return read_parts(prompt, request.form, request.files)


def _prompt(turn: Turn) -> Prompt:
    assert turn.prompt is not None
    return turn.prompt


def _is_at(turn: Turn, path: str) -> bool:
    return _prompt(turn).kind == "ask" and _prompt(turn).path == path
