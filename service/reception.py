"""What a line is asked while no service's question is: what to do, which draft, which language; and beginning one.

How its questions are worded is `menus`; what is answered to a service's questions is `answering`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.cases import Decided
from service.definitions.definition import Definition
from service.drafts import Draft, Drafts
from service.handover import BRING_BACK, HandOvers
from service.hearing import Heard, Said, turned, unnumbered
from service.interview import Interview
from service.lines import Asked, shown
from service.menus import CARRY_ON, LANGUAGE, NEW, Menus
from service.messages import Problem, Prompt, Turn, Visitor
from service.reminders import Reminders
from service.saving import Saving
from service.store.database import Connection


@dataclass(frozen=True)
class Reception:
    drafts: Drafts
    interview: Interview
    menus: Menus
    hand_overs: HandOvers
    saving: Saving
    reminders: Reminders

    def standing(self, heard: Heard, said: tuple[str, ...] = ()) -> Said:
        """Where the line stands, said again."""
        if heard.draft is None and heard.moved is not None:
            return self._left(heard, heard.moved, said)
        if heard.draft is None:
            return self.menu(heard, said)
        return turned(heard, Decided(self.interview.standing(heard.draft, heard.visitor, said)))

    def menu(self, heard: Heard, said: tuple[str, ...] = ()) -> Said:
        return self._own(heard, self.menus.services(heard.talk.name, heard.visitor), said)

    def greeted(self, heard: Heard) -> Said:
        """Nothing is under way, and the words begin nothing: who we are, and what there is."""
        if heard.over is not None and heard.over.record.state == "submitted":
            return self.menu(heard, self.say(heard, "We have your answers: they were sent at another door."))
        if heard.talk.record.draft is not None and heard.over is None:
            return self.menu(
                heard,
                self.say(heard, "We did not hear from you for long, so your earlier answers were deleted."),
            )
        if heard.talk.new or not heard.words:
            return self.menu(heard, (self.menus.greeting(heard.visitor),))
        return self.menu(heard, self.say(heard, "We do not know “{words}” here.", words=heard.words[:40]))

    def wanted(self, heard: Heard, definition: Definition, words: str = "") -> Said:
        """A service is wanted by name: a draft of it that is under way is offered first. `words` came with the name."""
        prompt = self.menus.which(heard.talk.name, definition, heard.visitor)
        if prompt is not None:
            said = self._own(heard, prompt, subject=definition.code)
            return replace(said, talk=said.talk.now(replace(said.talk.asked, words=words)))
        return self.begun(heard, definition, words=words)

    def begun(
        self, heard: Heard, definition: Definition, said: tuple[str, ...] = (), words: str = ""
    ) -> Said:
        visitor = heard.visitor
        instead = self.menus.catalogue.closed(definition, visitor) or self.menus.never_here(
            definition, visitor
        )
        if instead is not None:
            return Said(Turn(said=said, prompt=instead), heard.talk.now(Asked(), draft=None))
        decided, draft = self.interview.begin(definition, visitor, heard.talk.name, words)
        welcome = self.menus.welcome(definition, draft, visitor)
        first = turned(replace(heard, draft=draft), self._reminded(decided, draft, visitor))
        return replace(first, turn=replace(first.turn, said=(*said, welcome, *first.turn.said)))

    def _reminded(self, decided: Decided, draft: Draft, visitor: Visitor) -> Decided:
        """The same, and a reminder in the outbox for the day on which nobody has gone on with it."""
        begin, remind = decided.write, self.reminders.of_resting(draft, visitor)
        if begin is None or remind is None:
            return decided

        def write(connection: Connection) -> None:
            begin(connection)
            remind(connection)

        return replace(decided, write=write)

    def chosen(self, heard: Heard) -> Said:
        """A reply to one of the line's own questions: which service, which draft, which language."""
        asked, visitor = heard.talk.asked, heard.visitor
        understood = self.menus.understood(asked.options, unnumbered(heard.words, asked), visitor)
        if isinstance(understood, Problem):
            prompt = self.menus.again(asked.id, asked.path, asked.options, understood)
            again = replace(shown(prompt, 0), subject=asked.subject, words=asked.words)
            return Said(Turn(prompt=prompt), heard.talk.now(again))
        if asked.path == LANGUAGE:
            return self._spoken(heard, understood)
        if understood == BRING_BACK and heard.moved is not None:
            return turned(heard, self.hand_overs.brought_back(heard.moved, heard.visitor, heard.talk.name))
        if understood.startswith(CARRY_ON):
            return self.standing(replace(heard, draft=self.drafts.get(understood.removeprefix(CARRY_ON))))
        definition = self.menus.catalogue.shelf.current(asked.subject if understood == NEW else understood)
        if definition is None:
            return self.menu(heard)
        return (
            self.begun(heard, definition, words=asked.words)
            if understood == NEW
            else self.wanted(heard, definition)
        )

    def _left(self, heard: Heard, draft: Draft, said: tuple[str, ...]) -> Said:
        """The line's draft goes on at another door; where it is finished there, something else may be begun."""
        turn = self.hand_overs.left(draft, heard.visitor, draft.handle)
        assert turn.prompt is not None
        if turn.prompt.kind == "say":
            return self.menu(heard, (*said, turn.prompt.words))
        return turned(heard, Decided(replace(turn, said=said)))

    def offered(self, heard: Heard) -> Said:
        """How to go on at another door with what is under way here; the line's question stays as it is."""
        if heard.draft is None:
            nothing = self.say(
                heard,
                "Nothing is under way here. To go on with what you began elsewhere, send the code shown there.",
            )
            return Said(Turn(said=nothing), heard.talk)
        offer, decided = self.hand_overs.offered(heard.draft, heard.visitor)
        return Said(Turn(said=offer.words, draft=heard.draft.handle), heard.talk, decided.write)

    def taken_over(self, heard: Heard, given: str) -> Said | None:
        """The draft behind a code on this line from now on; None where there is none behind it."""
        decided = self.hand_overs.taken(given, heard.visitor, heard.talk.name)
        return self._going_on(heard, decided) if decided is not None else None

    def opened(self, heard: Heard, given: str, second: str) -> Said | None:
        """The draft behind a saved code on this line; None where there is none behind it."""
        if not second:
            words = self.say(
                heard, "Send the code once more, and with it the word or number that you chose, in one text."
            )
            known = self.saving.waiting(given, heard.visitor) is not None
            return Said(Turn(said=words), heard.talk) if known else None
        decided = self.saving.opened(given, second, heard.visitor, heard.talk.name)
        if isinstance(decided, Problem):
            return Said(Turn(said=(decided.words,)), heard.talk)
        return self._going_on(heard, decided) if decided is not None else None

    def _going_on(self, heard: Heard, decided: Decided) -> Said | None:
        if decided.after is None:
            return None
        heard = heard.speaking(decided.turn.language)
        title = decided.after.definition.text("title", heard.visitor.language)
        said = self.say(heard, "{title}: you go on here, with every answer.", title=title)
        return turned(heard, replace(decided, turn=replace(decided.turn, said=(*said, *decided.turn.said))))

    def languages(self, heard: Heard) -> Said | None:
        """Which language; None where the town speaks only one."""
        prompt = self.menus.languages(heard.visitor)
        return self._own(heard, prompt) if prompt is not None else None

    def _own(self, heard: Heard, prompt: Prompt, said: tuple[str, ...] = (), subject: str = "") -> Said:
        """The line after one of its own questions; a draft under way stays, parked."""
        draft = heard.talk.record.draft if prompt.path == LANGUAGE else None
        return Said(
            Turn(said=said, prompt=prompt), heard.talk.now(shown(prompt, 0, subject=subject), draft=draft)
        )

    def _spoken(self, heard: Heard, language: str) -> Said:
        return self.standing(heard.speaking(language))

    def say(self, heard: Heard, sentence: str, **values: object) -> tuple[str, ...]:
        return (self.interview.prompts.wording(heard.visitor.language).say(sentence, **values),)
