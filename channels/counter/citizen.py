"""A citizen's journey through a service, taken at the desk on their behalf: the same one as at every other door.

The questions are asked in the citizen's language and shown in the officer's beside it; all around is the officer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from channels.counter.desk import CAPABILITIES, NAME, Desk
from channels.counter.in_hand import JOURNEY, InHand, NothingInHand, hold_on, in_hand, put_aside, take_in_hand
from channels.counter.words import agreements
from channels.shared.answer_rows import sections
from channels.shared.fields import members, problems_on, read_parts, read_version, takes_files
from channels.shared.qr import qr_picture
from service.messages import Agreement, Parts, Problem, Prompt, Turn, Visitor

PAGES = {"check": "counter.citizen_check", "done": "counter.citizen_done", "say": "counter.citizen_outcome"}
MOVED = "moved"
CHANGING = "change"
HERE: tuple[Agreement, ...] = ("present", "telephone")


@dataclass(frozen=True)
class Wanted:
    """What was chosen before a journey begins."""

    service: str = ""
    code: str = ""
    second: str = ""
    language: str = ""
    agreed: str = ""
    consents: bool = False


class CitizenPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.front_office

    # --- before -----------------------------------------------------------------------------------------------------

    def start(self) -> ResponseReturnValue:
        return self._start(Wanted(service=request.args.get("service", ""), language=self._desk.language()))

    def _start(
        self,
        wanted: Wanted,
        problems: tuple[dict[str, str], ...] = (),
        code: int = 200,
        *,
        secured: bool = False,
    ) -> ResponseReturnValue:
        desk, officer = self._desk, self._desk.officer()
        plain = Visitor(NAME, desk.language(), CAPABILITIES)
        try:
            held: InHand | None = in_hand(officer, JOURNEY)
        except NothingInHand:
            held = None
        services = [each for each in self._office.services(plain) if each.state == "open"]
        title = next((each.title for each in services if held and each.code == held.service), "")
        return desk.page(
            "citizen",
            code,
            wanted=wanted,
            services=services,
            agreements={each: words for each, words in agreements().items() if each in HERE},
            spoken=desk.town.languages,
            problems=problems,
            wrong={each["field"]: each["words"] for each in problems},
            secured=secured,
            under_way=title,
        )

    def begin(self) -> ResponseReturnValue:
        """Nothing begins before somebody has said that the citizen agrees."""
        form = request.form
        wanted = Wanted(
            form.get("service", ""),
            form.get("code", "").strip(),
            form.get("second", ""),
            form.get("language", ""),
            form.get("agreed", ""),
            "consents" in form,
        )
        problems = _missing(wanted, self._desk.town.languages)
        if problems:
            return self._start(wanted, problems, 422)
        visitor = self._visitor(cast("Agreement", wanted.agreed), wanted.language)
        return self._take_over(wanted, visitor) if wanted.code else self._begin(wanted, visitor)

    def _begin(self, wanted: Wanted, visitor: Visitor) -> ResponseReturnValue:
        turn = self._office.begin(wanted.service, visitor)
        if turn.draft is None:
            words = turn.prompt.words if turn.prompt else ""
            return self._start(wanted, ({"field": "f-service", "words": words},), 422)
        return self._opened(turn, wanted, visitor)

    def _take_over(self, wanted: Wanted, visitor: Visitor) -> ResponseReturnValue:
        waiting = self._office.waiting(wanted.code, visitor)
        secured = waiting is not None and waiting.secured
        if secured and not wanted.second:
            words = _("It was saved with a word or number that the citizen chose: ask them for it.")
            return self._start(wanted, ({"field": "f-second", "words": words},), 422, secured=True)
        turn = (
            self._office.open_saved(wanted.code, wanted.second, visitor)
            if secured
            else self._office.take_over(wanted.code, visitor)
        )
        if isinstance(turn, Problem):
            return self._start(wanted, ({"field": "f-second", "words": turn.words},), 422, secured=True)
        if turn is None:
            words = _(
                "This code is not good, or not any more. The citizen can make a new one where they began."
            )
            return self._start(wanted, ({"field": "f-code", "words": words},), 422)
        return self._opened(turn, wanted, visitor)

    def _opened(self, turn: Turn, wanted: Wanted, visitor: Visitor) -> ResponseReturnValue:
        assert turn.prompt is not None
        assert turn.draft is not None
        held = InHand(turn.prompt.service, turn.draft, visitor.language, cast("Agreement", wanted.agreed))
        take_in_hand(self._desk.officer(), JOURNEY, held)
        return self._onward(turn, held)

    def put_aside(self) -> ResponseReturnValue:
        put_aside(self._desk.officer(), JOURNEY)
        return redirect(url_for("counter.citizen"), 303)

    # --- the journey ------------------------------------------------------------------------------------------------

    def question(self, path: str) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.ask(held.draft, self._of(held), path)
        if not _is_at(turn, path):
            return self._onward(turn, held)
        return self._question_page(turn, held)

    def answer(self, path: str) -> ResponseReturnValue:
        held = self._held()
        visitor, seen = self._of(held), read_version(request.form)
        if "skip" in request.form:
            turn = self._office.skip(held.draft, request.form["skip"], visitor, seen)
        else:
            turn = self._office.answer(held.draft, path, entered, seen, visitor)
        if _is_at(turn, path) and problems_on(_prompt(turn)):
            return self._question_page(turn, held, 422)
        return self._onward(turn, held)

    def check(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.review(held.draft, self._of(held))
        if _prompt(turn).kind != "check":
            return self._onward(turn, held)
        asked = self._desk.told(
            held.language, "check", prompt=turn.prompt, sections=list(sections(_prompt(turn).rows))
        )
        return self._page(held, "citizen_check", turn, asked)

    def submit(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.submit(held.draft, read_version(request.form), self._of(held))
        if problems_on(_prompt(turn)):
            return self._question_page(turn, held, 422)
        return self._onward(turn, held)

    def prove(self) -> ResponseReturnValue:
        held = self._held()
        return self._onward(self._office.prove(held.draft, self._of(held)), held)

    def remove(self) -> ResponseReturnValue:
        held = self._held()
        return self._onward(
            self._office.remove(held.draft, request.form.get("path", ""), self._of(held)), held
        )

    def done(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.ask(held.draft, self._of(held))
        if _prompt(turn).kind != "done":
            return self._onward(turn, held)
        receipt = self._desk.told(held.language, "receipt", prompt=turn.prompt)
        how = self._office.how_it_went(held.draft, self._of(held))
        return self._page(
            held,
            "citizen_done",
            turn,
            receipt,
            how_it_went=self._desk.told(held.language, "how_it_went", prompt=how) if how else "",
        )

    def say_how_it_went(self) -> ResponseReturnValue:
        """What the citizen answers to it, on their screen or in their words."""
        held = self._held()
        self._office.say_how_it_went(held.draft, request.form.get("how", ""), self._of(held))
        return redirect(url_for("counter.citizen_done"), 303)

    def outcome(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.ask(held.draft, self._of(held))
        if _prompt(turn).kind != "say" or _prompt(turn).id == MOVED:
            return self._onward(turn, held)
        asked = self._desk.told(held.language, "outcome", prompt=turn.prompt)
        return self._page(held, "citizen_outcome", turn, asked, back_url=_back(turn))

    # --- on the citizen's own phone ---------------------------------------------------------------------------------

    def phone(self) -> ResponseReturnValue:
        """A code and a link for what stands here; the link is sent too where a contact is posted."""
        held = self._held()
        contact = request.form.get("contact")
        offer = self._office.hand_over(held.draft, self._of(held), contact)
        turn = self._office.ask(held.draft, self._of(held))
        if offer is None:
            return self._onward(turn, held)
        problem = offer.problem.words if offer.problem else ""
        return self._desk.page(
            "citizen_phone",
            422 if problem else 200,
            offer=offer,
            held=held,
            contact=contact or "",
            problems=[{"field": "f-contact", "words": problem}] if problem else [],
            qr=qr_picture(offer.link) if offer.link else "",
            number=self._desk.number,
            back_url=_address(turn),
        )

    def moved(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.ask(held.draft, self._of(held))
        if _prompt(turn).id != MOVED:
            return self._onward(turn, held)
        mine = self._office.ask(held.draft, self._visitor(held.agreed, self._desk.language()))
        return self._desk.page("citizen_moved", prompt=_prompt(mine))

    def bring_back(self) -> ResponseReturnValue:
        held = self._held()
        turn = self._office.bring_back(held.draft, self._of(held))
        hold_on(self._desk.officer(), JOURNEY, turn.draft)
        return self._onward(turn, held)

    # --- of all of them ---------------------------------------------------------------------------------------------

    def _held(self) -> InHand:
        return in_hand(self._desk.officer(), JOURNEY)

    def _of(self, held: InHand) -> Visitor:
        return self._visitor(held.agreed, held.language)

    def _visitor(self, agreed: Agreement, language: str) -> Visitor:
        helper = self._desk.back_office.helper(self._desk.officer(), agreed)
        return Visitor(NAME, language, CAPABILITIES, source=request.remote_addr or "", helper=helper)

    def _onward(self, turn: Turn, held: InHand) -> ResponseReturnValue:
        for words in turn.said:
            flash(words, held.language)
        return redirect(_address(turn), 303)

    def _question_page(self, turn: Turn, held: InHand, code: int = 200) -> ResponseReturnValue:
        prompt = _prompt(turn)
        problems = problems_on(prompt)
        asked = self._desk.told(
            held.language, "question", prompt=prompt, members=members(prompt), problems=problems
        )
        action = url_for("counter.citizen_question", path=prompt.path)
        return self._page(
            held,
            "citizen_question",
            turn,
            asked,
            code,
            wrong=bool(problems),
            mine=self._in_my_language(held, prompt),
            files=takes_files(members(prompt)),
            passes=[
                each for each in members(prompt) if each.later or (each.optional and not prompt.together)
            ],
            back_url=_back(turn),
            action=f"{action}?{CHANGING}" if CHANGING in request.args else action,
        )

    def _in_my_language(self, held: InHand, prompt: Prompt) -> tuple[Prompt, ...]:
        """The same questions for who asks them; nothing where that is the language in which they stand there."""
        if held.language == self._desk.language():
            return ()
        visitor = self._visitor(held.agreed, self._desk.language())
        turn = self._office.ask(held.draft, visitor, prompt.path)
        return members(_prompt(turn)) if _is_at(turn, prompt.path) else ()

    def _page(
        self, held: InHand, template: str, turn: Turn, asked: Markup, code: int = 200, **shown: object
    ) -> ResponseReturnValue:
        prompt = _prompt(turn)
        return self._desk.page(
            template,
            code,
            prompt=prompt,
            held=held,
            asked=asked,
            version=turn.version,
            agreed=agreements()[held.agreed],
            **{"back_url": _back(turn) if prompt.kind == "check" else "", **shown},
        )


def entered(prompt: Prompt) -> Parts:
    """What was entered on the page of a prompt."""
    return read_parts(prompt, request.form, request.files)


def _missing(wanted: Wanted, spoken: Sequence[str]) -> tuple[dict[str, str], ...]:
    problems = []
    if wanted.agreed not in HERE:
        problems.append({"field": "f-agreed", "words": _("Say where the citizen is.")})
    if not wanted.consents:
        words = _("Ask the citizen whether they agree that you fill it in for them. Nothing begins before.")
        problems.append({"field": "f-consents", "words": words})
    if wanted.language not in spoken:
        problems.append({"field": "f-language", "words": _("Choose the citizen's language.")})
    if not wanted.code and not wanted.service:
        problems.append({"field": "f-service", "words": _("Choose a service.")})
    return tuple(problems)


def _address(turn: Turn) -> str:
    """The page on which a turn is shown."""
    prompt = _prompt(turn)
    if prompt.id == MOVED:
        return url_for("counter.citizen_moved")
    if prompt.kind == "ask":
        return url_for("counter.citizen_question", path=prompt.path)
    return url_for(PAGES[prompt.kind])


def _back(turn: Turn) -> str:
    """The page before the one of a turn; before the first question the page where it was begun."""
    if CHANGING in request.args:
        return url_for("counter.citizen_check")
    before = _prompt(turn).back
    return url_for("counter.citizen_question", path=before) if before else url_for("counter.citizen")


def _prompt(turn: Turn) -> Prompt:
    assert turn.prompt is not None
    return turn.prompt


def _is_at(turn: Turn, path: str) -> bool:
    return _prompt(turn).kind == "ask" and _prompt(turn).path == path
