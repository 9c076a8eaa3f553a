"""The console door: a service in the terminal, question by question, in a draft that other doors could take.

The line is private and ours: it always knows which question it showed, so it uses the strict verbs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from channels.shared.text import lay_out
from service.front_office import (
    PASSED_OVER,
    FrontOffice,
    NoRoom,
    NoSuchDraft,
    NoSuchService,
    TooManyTries,
    control,
)
from service.messages import Capabilities, Option, Problem, Prompt, Turn, Upload, Visitor, Waiting

NAME = "console"
CAPABILITIES = Capabilities()

LARGEST_FILE = 12 * 1024 * 1024
"""Bytes of a file that are read at most."""

HELP = "help"
"""Not a word of the core: carriers take it for themselves. Here nobody does."""
SHORTEST_CODE = 8
"""Characters of a code from another door."""
FILES = ("photo", "document")
"""What is asked for is a file: its path is typed."""
Read = Callable[[str], str]
Write = Callable[[str], None]


class UnknownName(ValueError):
    """There is no service or draft of that name; the words are for whoever typed it."""


def talk(
    front_office: FrontOffice,
    service: str | None,
    language: str,
    *,
    draft: str = "",
    code: str = "",
    read: Read = input,
    write: Write = click.echo,
) -> None:
    """Talk until the service is done or the person leaves; `code` is of another door. Raises UnknownName."""
    visitor = Visitor(door=NAME, language=language, capabilities=CAPABILITIES)
    conversation = _Conversation(front_office, visitor, read, write)
    try:
        with force_locale(language):
            turn: Turn | None = conversation.first(service, draft, code)
        while turn is not None:
            with force_locale(conversation.visitor.language):
                turn = conversation.next(turn)
    except NoRoom:
        with force_locale(conversation.visitor.language):
            write(_("We can take in nothing new just now. What you answered before is safe."))
            conversation.leave()
    except (EOFError, KeyboardInterrupt):
        with force_locale(conversation.visitor.language):
            conversation.leave()


@dataclass
class _Conversation:
    front_office: FrontOffice
    visitor: Visitor
    read: Read
    write: Write
    draft: str = ""

    def first(self, service: str | None, draft: str, code: str) -> Turn:
        if draft:
            return self.take_up(draft)
        if code:
            brought = self._taken_over(code)
            if brought is None:
                raise UnknownName(
                    "This code is not good, or not any more. Make a new one at the door where you began."
                )
            return brought
        return self.begin(service) if service else self._choose()

    def begin(self, service: str) -> Turn:
        try:
            return self.front_office.begin(service, self.visitor)
        except NoSuchService:
            codes = ", ".join(each.code for each in self.front_office.services(self.visitor))
            raise UnknownName(f"There is no service {service}. There are: {codes}.") from None

    def take_up(self, draft: str) -> Turn:
        try:
            return self.front_office.review(draft, self.visitor)
        except NoSuchDraft:
            raise UnknownName(f"There is no draft {draft} (any more).") from None

    def next(self, turn: Turn) -> Turn | None:
        """Show a turn, and what comes of the person's reply; None at the end."""
        self.draft = turn.draft or ""
        self.write(f"\n{lay_out(turn)}")
        if turn.prompt is not None and turn.prompt.kind == "done" and turn.draft is not None:
            self.draft = ""
            self._asked_how_it_went(turn.draft)
        if turn.prompt is None or turn.prompt.kind in ("done", "say") or turn.draft is None:
            return None
        if turn.prompt.kind == "choose":
            return self._moved(turn.prompt, turn.draft)
        words = self.read(_("File: ") if turn.prompt.hint in FILES else "> ").strip()
        if control(words) == "language" and not _named(words, _offered(turn.prompt)):
            self._speak(words)
            return self.front_office.ask(turn.draft, self.visitor, turn.prompt.path)
        if control(words) == "elsewhere" and not _named(words, _offered(turn.prompt)):
            return self._offered_elsewhere(turn, turn.draft)
        if turn.prompt.kind == "check":
            return self._checked(turn, turn.prompt, turn.draft, words)
        return self._asked(turn, turn.prompt, turn.draft, words)

    def _asked_how_it_went(self, draft: str) -> None:
        """What somebody is asked once it is sent; an empty line passes it over."""
        asked = self.front_office.how_it_went(draft, self.visitor)
        while asked is not None:
            self.write(f"\n{lay_out(Turn(prompt=asked, language=self.visitor.language))}")
            words = self.read("> ").strip()
            skipped = not words or control(words) == "skip"
            answer = PASSED_OVER if skipped else _meant(words, asked.options)
            self.front_office.say_how_it_went(draft, answer, self.visitor)
            before, asked = asked, self.front_office.how_it_went(draft, self.visitor)
            if asked == before:
                self.write(_("Please type a number from 1 to %(last)s.", last=len(before.options)))
            elif asked is None and not skipped:
                self.write(_("Thank you."))

    def _offered_elsewhere(self, turn: Turn, draft: str) -> Turn:
        """A code and a link, and then the same question: the draft stays until one of them is taken."""
        offer = self.front_office.hand_over(draft, self.visitor)
        return replace(turn, said=offer.words) if offer else self.front_office.ask(draft, self.visitor)

    def _moved(self, prompt: Prompt, draft: str) -> Turn | None:
        """The draft has gone to another door: it is brought back, or left there."""
        if _meant(self.read("> ").strip(), prompt.options) != prompt.options[0].value:
            return None
        return self.front_office.bring_back(draft, self.visitor)

    def _taken_over(self, code: str) -> Turn | None:
        """What waits behind another door's code, named before it is taken; None where there is nothing."""
        try:
            waiting = self.front_office.waiting(code, self.visitor)
            if waiting is not None and waiting.secured:
                return self._opened(code, waiting)
            turn = self.front_office.take_over(code, self.visitor) if waiting else None
        except TooManyTries:
            return None
        if waiting is not None and turn is not None:
            self.write(f"{waiting.title}. {waiting.words}.")
        return turn

    def _opened(self, code: str, waiting: Waiting) -> Turn | None:
        """What was saved, with the word or number that was chosen for it. Raises TooManyTries."""
        self.write(f"{waiting.title}. {waiting.words}.")
        while True:
            second = self.read(_("The word or number that you chose when you saved it") + ": ")
            turn = self.front_office.open_saved(code, second, self.visitor)
            if not isinstance(turn, Problem):
                return turn
            self.write(turn.words)

    def leave(self) -> None:
        self.write("")
        if self.draft:
            self.write(
                _("Your answers are kept. To carry on: nowrongdoor talk --draft %(draft)s", draft=self.draft)
            )

    def _speak(self, words: str) -> None:
        """On in another language: the one whose word was said, or one from the list."""
        asked = self.front_office.languages(self.visitor)
        named = self.front_office.language_named(words)
        if asked is None:
            return
        if named in ("", self.visitor.language):
            self.write(lay_out(Turn(prompt=asked, language=self.visitor.language)))
            reply = self.read("> ").strip()
            named = self.front_office.language_named(_meant(reply, asked.options))
        if named:
            self.visitor = replace(self.visitor, language=named)

    def _choose(self) -> Turn:
        """A service by its number in the list, its code, or any of its keywords; else another door's code."""
        while True:
            services = self.front_office.services(self.visitor)
            self.write(_("What would you like to do?"))
            for number, each in enumerate(services, 1):
                self.write(f"{number} {each.title} ({each.code})")
            words = self.read("> ").strip().casefold()
            if control(words) == "language":
                self._speak(words)
                continue
            if control(words.partition(" ")[0]) == "status":
                self.write(self.front_office.tracked(words, self.visitor))
                continue
            for number, each in enumerate(services, 1):
                if words in {
                    str(number),
                    each.code,
                    each.title.casefold(),
                    *map(str.casefold, each.keywords),
                }:
                    return self.begin(each.code)
            brought = self._taken_over(words) if len(words) >= SHORTEST_CODE else None
            if brought is not None:
                return brought
            self.write(
                _("Please type a number from 1 to %(last)s, or a code from another door.", last=len(services))
            )

    def _asked(self, turn: Turn, prompt: Prompt, draft: str, words: str) -> Turn:
        options = _offered(prompt)
        steering = None if _named(words, options) else control(words)
        if steering == "back":
            return self.front_office.back(draft, self.visitor, prompt.path)
        if steering == "skip":
            return self.front_office.skip(draft, prompt.path, self.visitor, turn.version)
        if steering == "help" or words.casefold() == HELP:
            return replace(turn, said=_help(prompt))
        entered: str | Upload = _meant(words, options)
        if prompt.hint in FILES:
            try:
                entered = _file(words)
            except (OSError, ValueError, RuntimeError):
                return replace(turn, said=(_("There is no file there that can be read. Type its path."),))
        return self.front_office.answer(draft, prompt.path, {"answer": entered}, turn.version, self.visitor)

    def _checked(self, turn: Turn, prompt: Prompt, draft: str, words: str) -> Turn:
        if control(words) == "send":
            return self.front_office.submit(draft, turn.version, self.visitor)
        if control(words) == "back":
            return self.front_office.back(draft, self.visitor)
        for row in prompt.rows:
            if row.changeable and str(row.number) == words:
                return self.front_office.ask(draft, self.visitor, row.path)
        return replace(turn, said=(_("Type 0 to send, or the number of an answer to change it."),))


def _help(prompt: Prompt) -> tuple[str, ...]:
    example = _("For example: %(example)s", example=prompt.example) if prompt.example else ""
    steering = _(
        "BACK returns to the question before; SKIP leaves out what is optional; LANGUAGE changes the language; "
        "CONTINUE carries on at another door; Ctrl-C leaves."
    )
    return tuple(line for line in (prompt.help, example, steering) if line)


def _offered(prompt: Prompt) -> tuple[Option, ...]:
    return prompt.problem.options if prompt.problem and prompt.problem.options else prompt.options


def _named(words: str, options: tuple[Option, ...]) -> bool:
    """Whether an option is called so: its name wins over everything else that the words could be."""
    names = {name.casefold() for option in options for name in (option.value, option.label)}
    return words.casefold() in names


def _meant(words: str, options: tuple[Option, ...]) -> str:
    """The value that stood behind a number."""
    if words.isdecimal() and not _named(words, options) and 1 <= int(words[:6]) <= len(options):
        return options[int(words[:6]) - 1].value
    return words


def _file(words: str) -> Upload:
    path = Path(words.strip("'\"")).expanduser()
    with path.open("rb") as file:
        return Upload(file.read(LARGEST_FILE + 1), name=path.name)
