"""Turn-taking for lines that carry only words: picking a service, control words, menus, resuming, which draft.

Understanding an answer is the kind's business and storing it the interview's; here is decided what a message is
about. Nothing here knows how messages travel or how a prompt is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from service.cases import Cases, Decided
from service.coaching import Coach
from service.controls import Control, control
from service.definitions.definition import Definition
from service.drafts import Draft, Drafts
from service.interview import Interview
from service.journey import Step
from service.lines import Asked, Lines, Talk, shown
from service.menus import CARRY_ON, LANGUAGE, NEW, Menus
from service.messages import Option, Parts, Problem, Prompt, Reply, Turn, Visitor
from service.questions.question import ANSWER
from service.questions.reading import fold, tidy, western
from service.store.database import Connection

CHANGING = "changing"
"""What a question is asked for that was opened at check answers: BACK leads there again."""
SILENCE = timedelta(hours=1)
"""After so long a pause the next turn says again what it is about."""


@dataclass(frozen=True)
class Said:
    """What came of a message: the turn, the line as it will stand, and what else must be written."""

    turn: Turn
    talk: Talk
    write: Callable[[Connection], None] | None = None


@dataclass(frozen=True)
class Heard:
    """A message on its way through the conversation."""

    words: str
    reply: Reply
    talk: Talk
    visitor: Visitor
    draft: Draft | None
    """The line's active draft, where it is still open."""
    over: Draft | None = None
    """The same where it became a case at another door, or ended in an outcome that was said here."""

    @property
    def at_check(self) -> bool:
        return self.talk.asked.id == "check"

    @property
    def path(self) -> str:
        """The path of the question that was asked last; empty at check answers."""
        return "" if self.at_check else self.talk.asked.path


@dataclass(frozen=True)
class Conversation:
    lines: Lines
    drafts: Drafts
    interview: Interview
    cases: Cases
    menus: Menus
    coach: Coach

    def hear(self, reply: Reply, visitor: Visitor) -> Turn:
        """One message; everything that follows from it is written in one unit of work."""
        if visitor.line is None:
            raise ValueError("only a visitor on a line can be heard")
        talk, before = self.lines.open(visitor.line, visitor, reply.delivery)
        if before is not None:
            return before
        visitor = replace(visitor, language=self.interview.prompts.town.spoken(talk.record.language))
        draft = self.drafts.get(talk.record.draft) if talk.record.draft else None
        ended = draft is not None and draft.record.state == "ended" and not talk.asked.path
        over = draft if draft is not None and (ended or draft.record.state == "submitted") else None
        said = self._heard(Heard(tidy(reply.words), reply, talk, visitor, None if over else draft, over))
        language = self.interview.prompts.town.spoken(said.talk.record.language)
        turn = replace(said.turn, language=language)
        with self.lines.database.writing() as connection:
            self.lines.store(connection, talk, said.talk, visitor, reply.delivery, turn)
            if said.write is not None:
                said.write(connection)
        return turn

    def _heard(self, heard: Heard) -> Said:
        word, can, talk = fold(heard.words), heard.visitor.capabilities, heard.talk
        if word in can.stopping:
            return Said(Turn(), talk.now(stopped=True))
        if talk.record.stopped and word not in can.starting:
            return Said(Turn(), talk)
        if word in can.silent:
            return Said(Turn(), talk)
        if talk.record.stopped:
            return self._standing(replace(heard, talk=talk.now(stopped=False)))
        said = self._about(heard)
        return self._with_context(heard, said)

    def _about(self, heard: Heard) -> Said:
        """What the message is about: a word that steers, a service's keyword, or an answer."""
        steering = control(heard.words)
        if steering is not None and not self._offered(heard, fold(heard.words)):
            said = self._steered(heard, steering)
            if said is not None:
                return said
        if control(heard.words.split(" ")[0]) == "status":
            return self._status(heard)
        service = self._keyword(heard)
        if service is not None:
            return self._wanted(heard, service)
        if heard.talk.asked.path.startswith("@"):
            return self._chosen(heard)
        if heard.draft is None:
            return self._greeted(heard)
        if heard.at_check:
            return self._checked(heard, heard.draft)
        return self._answered(heard, heard.draft)

    def _offered(self, heard: Heard, word: str) -> bool:
        """Whether a word names one of the options shown last: then it is an answer."""
        asked = heard.talk.asked
        return bool(word) and any(fold(name) == word for name in (*asked.values, *asked.labels))

    def _steered(self, heard: Heard, steering: Control) -> Said | None:
        """What a control word does here; None where it means nothing and is an answer like any other."""
        anywhere: dict[Control, Callable[[Heard], Said]] = {
            "menu": self._menu,
            "status": self._status,
            "language": self._languages,
            "human": self._human,
            "hello": self._hello,
        }
        if steering in anywhere:
            return anywhere[steering](heard)
        if steering == "back" and heard.over is not None and heard.over.record.state == "ended":
            return self._turned(heard, Decided(self.interview.back(heard.over, heard.visitor, "")))
        path = heard.talk.asked.path
        if heard.draft is None or path.startswith("@"):
            return self._standing(heard) if steering in ("again", "help") and path else None
        return self._steered_on(heard, heard.draft, steering)

    def _steered_on(self, heard: Heard, draft: Draft, steering: Control) -> Said | None:
        """What a control word does while a draft is under way."""
        if steering == "restart":
            current = self.menus.catalogue.shelf.current(draft.definition.code)
            said = self._say(heard, "Starting again.")
            return self._begun(heard, current, said) if current else self._menu(heard)
        if steering == "back" and heard.talk.asked.subject == CHANGING:
            return self._standing(heard)
        if steering == "back":
            return self._turned(heard, Decided(self.interview.back(draft, heard.visitor, heard.path)))
        if steering == "send":
            return self._sent(heard, draft) if heard.at_check else None
        elsewhere = self._answered_elsewhere(heard, draft)
        if elsewhere is not None:
            return elsewhere
        if steering in ("again", "help"):
            return self._helped(heard, draft, explain=steering == "help")
        if heard.at_check:
            return None
        return self._turned(heard, self.interview.skip(draft, heard.path, heard.visitor))

    def _hello(self, heard: Heard) -> Said:
        """A greeting starts nothing over: who is in the middle of something is asked the same again."""
        return self._asked_again(heard, () if heard.draft else (self.menus.greeting(heard.visitor),))

    def _answered(self, heard: Heard, draft: Draft) -> Said:
        asked, visitor = heard.talk.asked, heard.visitor
        step = self.interview.state(draft, visitor).step(asked.path)
        if step is None and asked.path:
            return self._turned(heard, Decided(self.interview.no_longer_asked(draft, visitor)))
        if step is None or (step.asked.question.optional and not heard.words and not heard.reply.media):
            return self._standing(heard)
        elsewhere = self._answered_elsewhere(heard, draft)
        if elsewhere is not None:
            return elsewhere
        parts, refused = self._parts(heard, step)
        if refused is not None:
            return self._turned(
                heard, Decided(replace(self.interview.ask(draft, visitor, asked.path), said=(refused,)))
            )
        decided = self.interview.answer(draft, asked.path, parts, draft.version, visitor)
        tries = draft.tries_at(asked.path) + 1
        return self._turned(
            heard, replace(decided, turn=self.coach.patient(decided.turn, draft, tries, visitor))
        )

    def _answered_elsewhere(self, heard: Heard, draft: Draft) -> Said | None:
        """Where another door has answered since, nothing that is said about the question here counts."""
        step = self.interview.state(draft, heard.visitor).step(heard.path)
        if step is None or step.answer is None or step.answer.version <= heard.talk.asked.version:
            return None
        words = self._say(heard, "This was answered at another door meanwhile, so we did not change it.")
        return self._standing(heard, words)

    def _parts(self, heard: Heard, step: Step) -> tuple[Parts, str | None]:
        """What was entered: the file where one is asked for, else the words, un-numbered as they were shown."""
        say = self.interview.prompts.wording(heard.visitor.language).say
        wanted = self.interview.prompts.may_ask(step.asked, heard.visitor.capabilities)
        if heard.reply.media and step.asked.question.carries_file and wanted:
            try:
                return {ANSWER: heard.reply.media[0]()}, None
            except OSError:
                return {}, say("We could not fetch your picture. Please send it once more.")
        if heard.reply.media and not heard.words:
            return {}, say("We cannot take a picture here. Please answer in words.")
        return {ANSWER: unnumbered(heard.words, heard.talk.asked)}, None

    def _checked(self, heard: Heard, draft: Draft) -> Said:
        """At check answers: a number changes that answer; sending is a word of its own (see `_steered`)."""
        if draft.version > heard.talk.asked.version:  # a number means what stood behind it when it was shown
            changed = self._say(heard, "Some answers have changed. Please look through them once more.")
            return self._standing(heard, changed)
        turn = self.interview.standing(draft, heard.visitor)
        found = re.search(r"\d{1,3}", western(heard.words))
        rows = turn.prompt.rows if turn.prompt is not None else ()
        row = next((row for row in rows if found and row.number == int(found[0]) and row.changeable), None)
        if row is not None:
            opened = self._turned(heard, Decided(self.interview.ask(draft, heard.visitor, row.path)))
            changing = replace(opened.talk.asked, subject=CHANGING)
            return replace(opened, talk=opened.talk.now(changing))
        said = self._say(heard, "“{words}” is not understood here.", words=heard.words[:40])
        return self._turned(heard, Decided(replace(turn, said=said)))

    def _sent(self, heard: Heard, draft: Draft) -> Said:
        decided = self.interview.submit(draft, heard.talk.asked.version, heard.visitor)
        return self._turned(heard, decided)

    def _helped(self, heard: Heard, draft: Draft, explain: bool) -> Said:
        """The same question again; where help is wanted, with its help and what can be done besides answering."""
        turn = self.interview.ask(draft, heard.visitor, heard.path)
        if explain and turn.prompt is not None:
            turn = replace(turn, said=self.coach.explained(turn.prompt, heard.visitor))
        return self._turned(heard, Decided(turn))

    def _turned(self, heard: Heard, decided: Decided) -> Said:
        """The line after a turn on a draft."""
        turn, before = decided.turn, heard.talk.asked
        again = turn.prompt is not None and turn.prompt.path == before.path
        asked = shown(turn.prompt, turn.version, subject=before.subject if again else "")
        done = turn.prompt is not None and turn.prompt.kind == "done"
        return Said(turn, heard.talk.now(asked, draft=None if done else turn.draft), decided.write)

    def _standing(self, heard: Heard, said: tuple[str, ...] = ()) -> Said:
        """Where the line stands, said again."""
        if heard.draft is None:
            return self._menu(heard, said)
        return self._turned(heard, Decided(self.interview.standing(heard.draft, heard.visitor, said)))

    def _asked_again(self, heard: Heard, said: tuple[str, ...] = ()) -> Said:
        """What was asked last once more, also where that is an earlier question."""
        if heard.draft is None or self._answered_elsewhere(heard, heard.draft):
            return self._standing(heard, said)
        turn = self.interview.ask(heard.draft, heard.visitor, heard.path)
        return self._turned(heard, Decided(replace(turn, said=said)))

    def _with_context(self, heard: Heard, said: Said) -> Said:
        """After a long silence the turn begins with what it is about."""
        prompt = said.turn.prompt
        paused = self.drafts.clock() - heard.talk.record.heard_at > SILENCE
        if (
            heard.talk.new
            or not paused
            or prompt is None
            or heard.draft is None
            or prompt.kind not in ("ask", "check")
        ):
            return said
        context = [prompt.title, *([prompt.progress.words.lower()] if prompt.progress else [])]
        return replace(said, turn=replace(said.turn, said=(", ".join(context) + ".", *said.turn.said)))

    def _keyword(self, heard: Heard) -> Definition | None:
        """The service that a keyword begins: the whole message, or its first word while nothing is under way."""
        words = fold(heard.words)
        if not words or self._offered(heard, words) or self._takes_any_words(heard):
            return None
        for definition in self.menus.catalogue.shelf.services():
            keywords = {fold(keyword) for keyword in definition.model.keywords}
            if words in keywords or (heard.draft is None and words.split(" ")[0] in keywords):
                return definition if definition.model.state.is_ != "draft" else None
        return None

    def _takes_any_words(self, heard: Heard) -> bool:
        """Whether a question is open to which a keyword may well be the answer: "street" is where, not what."""
        if heard.draft is None or heard.talk.asked.path.startswith("@"):
            return False
        step = self.interview.state(heard.draft, heard.visitor).step(heard.path)
        return step is not None and step.asked.question.hint in ("text", "long-text", "place")

    def _wanted(self, heard: Heard, definition: Definition) -> Said:
        """A service is wanted by name: a draft of it that is under way is offered first."""
        prompt = self.menus.which(heard.talk.name, definition, heard.visitor)
        return self._own(heard, prompt, subject=definition.code) if prompt else self._begun(heard, definition)

    def _begun(self, heard: Heard, definition: Definition, said: tuple[str, ...] = ()) -> Said:
        visitor = heard.visitor
        instead = self.menus.catalogue.closed(definition, visitor) or self.menus.never_here(
            definition, visitor
        )
        if instead is not None:
            return Said(Turn(said=said, prompt=instead), heard.talk.now(Asked(), draft=None))
        decided, draft = self.interview.begin(definition, visitor, heard.talk.name)
        welcome = self.menus.welcome(definition, draft, visitor)
        turned = self._turned(replace(heard, draft=draft), decided)
        return replace(turned, turn=replace(turned.turn, said=(*said, welcome, *turned.turn.said)))

    def _greeted(self, heard: Heard) -> Said:
        """Nothing is under way, and the words begin nothing: who we are, and what there is."""
        if heard.over is not None and heard.over.record.state == "submitted":
            return self._menu(
                heard, self._say(heard, "We have your answers: they were sent at another door.")
            )
        if heard.talk.record.draft is not None and heard.over is None:
            return self._menu(
                heard,
                self._say(heard, "We did not hear from you for long, so your earlier answers were deleted."),
            )
        if heard.talk.new or not heard.words:
            return self._menu(heard, (self.menus.greeting(heard.visitor),))
        return self._menu(heard, self._say(heard, "We do not know “{words}” here.", words=heard.words[:40]))

    def _menu(self, heard: Heard, said: tuple[str, ...] = ()) -> Said:
        return self._own(heard, self.menus.services(heard.talk.name, heard.visitor), said)

    def _own(self, heard: Heard, prompt: Prompt, said: tuple[str, ...] = (), subject: str = "") -> Said:
        """The line after one of its own questions; a draft under way stays, parked."""
        draft = heard.talk.record.draft if prompt.path == LANGUAGE else None
        return Said(
            Turn(said=said, prompt=prompt), heard.talk.now(shown(prompt, 0, subject=subject), draft=draft)
        )

    def _chosen(self, heard: Heard) -> Said:
        """A reply to one of the line's own questions: which service, which draft, which language."""
        asked, visitor = heard.talk.asked, heard.visitor
        options = tuple(Option(value, label) for value, label in zip(asked.values, asked.labels, strict=True))
        understood = self.menus.understood(options, unnumbered(heard.words, asked), visitor)
        if isinstance(understood, Problem):
            prompt = self.menus.again(asked.id, asked.path, options, understood)
            return Said(Turn(prompt=prompt), heard.talk.now(replace(shown(prompt, 0), subject=asked.subject)))
        if asked.path == LANGUAGE:
            return self._spoken(heard, understood)
        if understood.startswith(CARRY_ON):
            return self._standing(replace(heard, draft=self.drafts.get(understood.removeprefix(CARRY_ON))))
        definition = self.menus.catalogue.shelf.current(asked.subject if understood == NEW else understood)
        if definition is None:
            return self._menu(heard)
        return self._begun(heard, definition) if understood == NEW else self._wanted(heard, definition)

    def _languages(self, heard: Heard) -> Said:
        prompt = self.menus.languages(heard.visitor)
        if prompt is not None:
            return self._own(heard, prompt)
        name = self.menus.language_name(self.interview.prompts.town.language)
        words = self._say(heard, "We only speak {language} here so far.", language=name)
        return self._asked_again(heard, words)

    def _spoken(self, heard: Heard, language: str) -> Said:
        talk = heard.talk.now(language=language)
        return self._standing(replace(heard, talk=talk, visitor=replace(heard.visitor, language=language)))

    def _human(self, heard: Heard) -> Said:
        """Whom to reach, and then the same question again: asking for a person loses nothing."""
        return self._asked_again(heard, (self.coach.whom_to_call(heard.draft, heard.visitor),))

    def _status(self, heard: Heard) -> Said:
        return Said(Turn(said=(self.cases.tracked(heard.words, heard.visitor),)), heard.talk)

    def _say(self, heard: Heard, sentence: str, **values: object) -> tuple[str, ...]:
        return (self.interview.prompts.wording(heard.visitor.language).say(sentence, **values),)


def unnumbered(words: str, asked: Asked) -> str:
    """A bare number becomes the value that stood behind it when it was shown; an option's own name wins."""
    digits = western(words).strip().rstrip(".)")
    named = any(fold(words) == fold(name) for name in (*asked.values, *asked.labels))
    if not named and digits.isdecimal() and 1 <= int(digits[:4]) <= len(asked.values):
        return asked.values[int(digits[:4]) - 1]
    return words
