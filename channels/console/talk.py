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
from service.front_office import FrontOffice, NoSuchDraft, NoSuchService, control
from service.messages import Capabilities, Option, Prompt, Turn, Upload, Visitor

NAME = "console"
CAPABILITIES = Capabilities()

LARGEST_FILE = 12 * 1024 * 1024
"""Bytes of a file that are read at most."""

HELP = "help"
"""Not a word of the core: carriers take it for themselves. Here nobody does."""
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
    read: Read = input,
    write: Write = click.echo,
) -> None:
    """Talk until the service is done or the person leaves. Raises UnknownName."""
    visitor = Visitor(door=NAME, language=language, capabilities=CAPABILITIES)
    conversation = _Conversation(front_office, visitor, read, write)
    try:
        with force_locale(language):
            turn: Turn | None = conversation.take_up(draft) if draft else conversation.begin(service)
        while turn is not None:
            with force_locale(conversation.visitor.language):
                turn = conversation.next(turn)
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

    def begin(self, service: str | None) -> Turn:
        code = service or self._choose()
        try:
            return self.front_office.begin(code, self.visitor)
        except NoSuchService:
            codes = ", ".join(each.code for each in self.front_office.services(self.visitor))
            raise UnknownName(f"There is no service {code}. There are: {codes}.") from None

    def take_up(self, draft: str) -> Turn:
        try:
            return self.front_office.review(draft, self.visitor)
        except NoSuchDraft:
            raise UnknownName(f"There is no draft {draft} (any more).") from None

    def next(self, turn: Turn) -> Turn | None:
        """Show a turn, and what comes of the person's reply; None at the end."""
        self.draft = turn.draft or ""
        self.write(f"\n{lay_out(turn)}")
        if turn.prompt is None or turn.prompt.kind in ("done", "say") or turn.draft is None:
            return None
        words = self.read(_("File: ") if turn.prompt.hint in FILES else "> ").strip()
        if control(words) == "language" and not _named(words, _offered(turn.prompt)):
            self._speak(words)
            return self.front_office.ask(turn.draft, self.visitor, turn.prompt.path)
        if turn.prompt.kind == "check":
            return self._checked(turn, turn.prompt, turn.draft, words)
        return self._asked(turn, turn.prompt, turn.draft, words)

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

    def _choose(self) -> str:
        """A service by its number in the list, its code, or any of its keywords."""
        while True:
            services = self.front_office.services(self.visitor)
            self.write(_("What would you like to do?"))
            for number, each in enumerate(services, 1):
                self.write(f"{number} {each.title} ({each.code})")
            words = self.read("> ").strip().casefold()
            if control(words) == "language":
                self._speak(words)
                continue
            for number, each in enumerate(services, 1):
                if words in {
                    str(number),
                    each.code,
                    each.title.casefold(),
                    *map(str.casefold, each.keywords),
                }:
                    return each.code
            self.write(_("Please type a number from 1 to %(last)s.", last=len(services)))

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
        "Ctrl-C leaves."
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
