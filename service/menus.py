"""The questions of a line itself: which service, which draft, which language; and how it greets.

Prompts only. What follows from the reply is decided in `conversation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from service.catalogue import Catalogue
from service.controls import word_for
from service.definitions.definition import Asked, Definition
from service.drafts import Draft, Drafts
from service.interview import Interview
from service.journey import journey
from service.messages import Option, Problem, Prompt, Visitor
from service.prompts import Prompts
from service.questions import KINDS
from service.questions.question import ANSWER
from service.questions.reading import fold
from service.questions.vocabulary import vocabulary
from service.wording import Wording

SERVICE, WHICH, LANGUAGE = "@service", "@which", "@language"
"""The paths of a line's own questions; no question of a service has such a path."""
NEW = "@new"
CARRY_ON = "@draft:"
MOST_PARKED = 3
_DRAWN = re.compile(r"\S*[/\d]\S*|\b[0-9A-Z]{4}-[0-9A-Z]{4}\S*")
"""Links, codes and references: their letters are drawn by chance, and say nothing of whoever sends them."""


@dataclass(frozen=True)
class Menus:
    drafts: Drafts
    interview: Interview
    catalogue: Catalogue
    names: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Languages by their names, made when the first one is asked for."""

    def services(self, line: str, visitor: Visitor) -> Prompt:
        """Everything that can be begun here, after what this line left unfinished."""
        services = [Option(each.code, each.title, each.keywords) for each in self.catalogue.all(visitor)]
        words = self._wording(visitor).say("What would you like to do?")
        return _choose("menu", SERVICE, words, [*self._parked(line, visitor), *services])

    def which(self, line: str, definition: Definition, visitor: Visitor) -> Prompt | None:
        """Which of the drafts of a service that this line has under way, or a new one; None where there is none."""
        parked = self._parked(line, visitor, definition.code)
        if not parked:
            return None
        say = self._wording(visitor).say
        options = [*parked, Option(NEW, say("Begin a new one"))]
        return _choose(f"which:{definition.code}", WHICH, say("You have already begun this."), options)

    def languages(self, visitor: Visitor) -> Prompt | None:
        """Which language; None where the town speaks only one."""
        spoken = self._prompts.town.languages
        if len(spoken) < 2:
            return None
        options = [Option(each, self.language_name(each)) for each in spoken]
        return _choose("language", LANGUAGE, self._wording(visitor).say("Which language?"), options)

    def first_language(self, words: str, wanted: str) -> str:
        """In which language somebody is first answered: that of their letters or their small words, else the line's."""
        town = self._prompts.town
        words = _DRAWN.sub(" ", words)
        letters = [character for character in words if character.isalpha()]
        arabic = sum("\u0600" <= character <= "\u06ff" for character in letters)
        if "ar" in town.languages and arabic * 2 > len(letters):
            return "ar"
        said = [word for word in fold(words).split() if len(word) > 1]  # the end of a reference is one letter
        known = sorted(
            (sum(word in vocabulary(language).asides for word in said), language)
            for language in town.languages
        )
        (most, likeliest), others = known[-1], known[:-1]
        return likeliest if all(count < most for count, _ in others) and most else town.spoken(wanted)

    def language_named(self, words: str) -> str:
        """The town's language of this name, in whichever of them it is called; empty where none is named."""
        if not self.names:
            self.names.update(self._names())
        return self.names.get(fold(words), "")

    def _names(self) -> Iterator[tuple[str, str]]:
        """How the town's languages are called by those who speak one of them, and their codes."""
        for wording in self._prompts.wordings.values():
            for language in self._prompts.town.languages:
                yield fold(wording.locale.languages.get(language, language)), language
                yield language, language

    def language_name(self, language: str) -> str:
        """A language by its own name."""
        return self._prompts.wordings[language].locale.get_language_name() or language

    def again(self, prompt: str, path: str, options: tuple[Option, ...], problem: Problem) -> Prompt:
        return _choose(prompt, path, problem.words, problem.options or options)

    def understood(self, options: tuple[Option, ...], words: str, visitor: Visitor) -> str | Problem:
        """Which option the words mean, by the same understanding as any question with choices."""
        keywords = {summary.code: summary.keywords for summary in self.catalogue.all(visitor)}
        offered = tuple(replace(option, words=keywords.get(option.value, ())) for option in options)
        declared = [{"value": name, "label": name} for name in ("this", "that")]
        question = KINDS["choice"].model_validate(
            {"code": "menu", "ask": "?", "kind": "choice", "options": declared}
        )
        asking = replace(self._prompts.asking_by_itself(visitor.language), options=offered)
        understood = question.understand({ANSWER: words}, asking)
        if isinstance(understood, Problem):
            return understood
        return question.check(understood, asking) or str(understood)

    def greeting(self, visitor: Visitor) -> str:
        """Who is speaking, what it costs and how to stop."""
        say, stop = self._wording(visitor).say, visitor.capabilities.stop_word
        words = say("This is {town}.", town=self._prompts.town.name)
        rate = say("Your normal text rate applies. Text {word} to stop.", word=stop) if stop else ""
        return " ".join(filter(None, [words, rate, *self._other_languages(visitor)]))

    def _other_languages(self, visitor: Visitor) -> Iterator[str]:
        """How to go on in another language: `FR: LANGUE.` Who writes another script is answered in it anyway."""
        for language in self._prompts.town.languages:
            word = word_for("language", language)
            if language != visitor.language and word.isascii():
                yield f"{language.upper()}: {word}."

    def welcome(self, definition: Definition, draft: Draft, visitor: Visitor) -> str:
        """Who is speaking, what it takes, what it costs and how to stop: said when a service is begun."""
        wording = self._wording(visitor)
        words = wording.say(
            "{town}: {service}. About {count} texts, at your normal rate.",
            town=self._prompts.town.name,
            service=definition.text("title", visitor.language),
            count=self.texts(definition, draft, visitor),
        )
        if self._has_links(definition, draft, visitor):
            words = f"{words} {wording.say('For some of it you get a link to our website.')}"
        stop = visitor.capabilities.stop_word
        return f"{words} {wording.say('Text {word} to stop.', word=stop)}" if stop else words

    def texts(self, definition: Definition, draft: Draft, visitor: Visitor) -> int:
        """How many texts a person sends on the way without any condition: the beginning and the sending included."""
        can = visitor.capabilities
        return 2 + sum(
            asked.code not in draft.answers and self._prompts.may_ask(asked, can)
            for asked in self._certain(definition, draft, visitor)
        )

    def _certain(self, definition: Definition, draft: Draft, visitor: Visitor) -> Iterator[Asked]:
        """What is asked without any condition."""
        scope = self.interview.state(draft, visitor).scope
        for block in definition.blocks:
            if block.test(scope) is True:
                yield from (asked for asked in block.asked if asked.question.when is None)

    def _has_links(self, definition: Definition, draft: Draft, visitor: Visitor) -> bool:
        """Whether something that is certainly asked, and wanted at once, has to be answered behind a link."""
        can, prompts = visitor.capabilities, self._prompts
        return any(
            not prompts.may_ask(asked, can)
            and not (asked.question.optional or asked.question.later)
            and prompts.is_linked(asked, can)
            for asked in self._certain(definition, draft, visitor)
        )

    def never_here(self, definition: Definition, visitor: Visitor) -> Prompt | None:
        """The way out, said before anything is asked, where this line cannot ask something that is always asked."""
        today = self._prompts.today()
        step = self._prompts.obstacle(definition, visitor.capabilities, today)
        return (
            self.interview.way_out(definition, journey(definition, {}, today), step, visitor)
            if step
            else None
        )

    def _parked(self, line: str, visitor: Visitor, service: str = "") -> list[Option]:
        """Unfinished drafts by name: `Carry on: Parking permit, question 4`."""
        options = []
        for record in self.drafts.on_line(line):
            draft = self.drafts.get(record.id) if record.service == (service or record.service) else None
            if draft is not None:
                options.append(Option(CARRY_ON + draft.id, self._named(draft, visitor)))
        return options[:MOST_PARKED]

    def _named(self, draft: Draft, visitor: Visitor) -> str:
        prompt = self.interview.standing(draft, visitor).prompt
        title = draft.definition.text("title", visitor.language)
        where = (prompt.progress.words if prompt.progress else prompt.words) if prompt else ""
        return self._wording(visitor).say(
            "Carry on: {title}, {where}", title=title, where=where[:1].lower() + where[1:]
        )

    @property
    def _prompts(self) -> Prompts:
        return self.interview.prompts

    def _wording(self, visitor: Visitor) -> Wording:
        return self._prompts.wording(visitor.language)


def _choose(name: str, path: str, words: str, options: Sequence[Option]) -> Prompt:
    return Prompt(id=name, kind="choose", path=path, words=words, options=tuple(options), hint="choice")
