"""A paper that came by post, typed in on one screen: all its questions, the day on which it came, scans as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.citizen import entered
from channels.counter.desk import CAPABILITIES, Desk
from channels.counter.in_hand import PAPER, InHand, NothingInHand, in_hand, put_aside, take_in_hand
from channels.counter.words import not_done
from channels.shared.answer_rows import sections
from channels.shared.fields import problems_on, read_version
from service.back_office import NotDone
from service.messages import Helper, Prompt, Row, Turn, Visitor

POST = "post"
"""Under this name answers and events remember what came on paper."""
ARRIVED = "arrived"


class PaperPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.front_office

    def start(self) -> ResponseReturnValue:
        return self._start()

    def _start(self, code: int = 200, problem: str = "") -> ResponseReturnValue:
        desk = self._desk
        services = self._office.services(self._visitor())
        try:
            held = in_hand(desk.officer(), PAPER).service
        except NothingInHand:
            held = ""
        return desk.page(
            "paper_start",
            code,
            services=[each for each in services if each.state == "open"],
            service=request.values.get("service", ""),
            spoken=desk.town.languages,
            language=request.form.get("language", desk.language()),
            problems=[{"field": "f-service", "words": problem}] if problem else [],
            under_way=next((each.title for each in services if each.code == held), ""),
        )

    def begin(self) -> ResponseReturnValue:
        desk = self._desk
        language = request.form.get("language", "")
        if language not in desk.town.languages or not request.form.get("service"):
            return self._start(422, _("Choose a service and a language."))
        turn = self._office.begin(
            request.form["service"], replace(self._visitor(), helper=self._helper(None))
        )
        if turn.draft is None:
            return self._start(422, turn.prompt.words if turn.prompt else "")
        held = InHand(request.form["service"], turn.draft, language, "paper", self._today().isoformat())
        take_in_hand(desk.officer(), PAPER, held)
        return redirect(url_for("counter.paper"), 303)

    def put_aside(self) -> ResponseReturnValue:
        put_aside(self._desk.officer(), PAPER)
        return redirect(url_for("counter.paper_start"), 303)

    def paper(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.paper(held.draft, self._visitor())
        return self._shown(held, turn)

    def type_in(self) -> ResponseReturnValue:
        """Show it anew with the questions that the answers demand, or lodge it."""
        held, send = self._held(), request.form.get("what") == "send"
        held = replace(held, arrived=request.form.get(ARRIVED, "")[:10])
        take_in_hand(self._desk.officer(), PAPER, held)
        late = ""
        try:
            helper: Helper | None = self._helper(_day_in(held.arrived))
        except NotDone as why:
            late, helper = not_done(str(why)), self._helper(None)
        visitor = replace(self._visitor(), helper=helper)
        turn = self._office.type_in(
            held.draft, entered, read_version(request.form), visitor, held.language, send=send and not late
        )
        if send and not late and turn.prompt is not None and turn.prompt.kind != "ask":
            return redirect(url_for("counter.paper"), 303)
        wrong = bool(late) or (turn.prompt is not None and bool(problems_on(turn.prompt)))
        return self._shown(held, turn, 422 if wrong else 200, late)

    def _shown(self, held: InHand, turn: Turn, code: int = 200, late: str = "") -> ResponseReturnValue:
        prompt = turn.prompt
        assert prompt is not None
        if prompt.kind == "done":
            told = self._office.ask(held.draft, replace(self._visitor(), language=held.language)).prompt
            asked = self._desk.told(held.language, "receipt", prompt=told)
            return self._desk.page("paper_done", prompt=prompt, asked=asked)
        shown = {part.name for member in prompt.together for part in member.parts}
        return self._desk.page(
            "paper",
            code,
            prompt=prompt,
            sections=list(sections(_as_rows(prompt))),
            by_path={member.path: member for member in prompt.together},
            held=held,
            version=turn.version,
            late=late,
            problems=[*([{"field": "f-arrived", "words": late}] if late else []), *_listed(prompt)],
            today=self._today().isoformat(),
            carried=[
                (name, value)
                for name, values in request.form.lists()
                if ":" in name and name not in shown
                for value in values
            ],
            ends=self._ends(held, turn),
        )

    def _ends(self, held: InHand, turn: Turn) -> str:
        """The words of the outcome in which the answers end, where they make no case."""
        standing = self._office.ask(held.draft, self._visitor()).prompt if turn.draft else None
        return standing.words if standing is not None and standing.outcome else ""

    def _held(self) -> InHand:
        return in_hand(self._desk.officer(), PAPER)

    def _helper(self, arrived: date | None) -> Helper:
        return self._desk.back_office.helper(self._desk.officer(), "paper", arrived)

    def _visitor(self) -> Visitor:
        return Visitor(POST, self._desk.language(), CAPABILITIES, source=request.remote_addr or "")

    def _today(self) -> date:
        return self._desk.back_office.today()


def _day_in(written: str) -> date:
    """Raises NotDone for what is no day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotDone("arrived") from None


def _as_rows(prompt: Prompt) -> list[Row]:
    """The questions under the headings under which check answers would show them."""
    return [
        Row(number, member.path, member.words, "", section=member.section)
        for number, member in enumerate(prompt.together, 1)
    ]


def _listed(prompt: Prompt) -> list[dict[str, str]]:
    return [{"field": each.field, "words": each.words} for each in problems_on(prompt)]
