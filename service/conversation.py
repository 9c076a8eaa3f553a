"""Turn-taking for lines that carry only words: what a message is about, and who deals with it.

A word that steers, a keyword, a choice (`reception`) or an answer (`answering`). Nothing here knows how messages
travel or how a prompt is laid out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from service.answering import CHANGING, Answering
from service.appointments import ASKED
from service.arranging import Arranging
from service.cases import Decided, case_of
from service.controls import Control, control, language_of
from service.definitions.definition import Definition
from service.drafts import Draft
from service.enquiries import TRIED_TOO_OFTEN, Enquiries
from service.handover import is_link, is_shaped_as_code, read_secret, with_saved
from service.hearing import Heard, Said, turned
from service.how_it_went import HowItWent
from service.judging import Taken
from service.lines import LONGEST_DELIVERY, Asked, Lines, asked_by, storable
from service.messages import Reply, Turn, Visitor
from service.passcodes import PASSCODE
from service.questions.question import ANSWER
from service.questions.reading import fold, tidy
from service.reception import Reception
from service.single_questions import SingleQuestions
from service.store.database import Connection
from service.texts import came_and_went, stopped
from service.throttle import TooManyTries

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When somebody was heard last who never was."""
SILENCE = timedelta(hours=1)
"""After so long a pause the next turn says again what it is about."""


@dataclass(frozen=True)
class Conversation:
    lines: Lines
    enquiries: Enquiries
    reception: Reception
    answering: Answering
    single_questions: SingleQuestions
    arranging: Arranging
    how_it_went: HowItWent

    def hear(self, reply: Reply, visitor: Visitor) -> Turn:
        """One message; everything that follows from it is written in one unit of work."""
        if visitor.line is None:
            raise ValueError("only a visitor on a line can be heard")
        reply = replace(reply, delivery=storable(reply.delivery, LONGEST_DELIVERY))
        drafts = self.reception.drafts
        self.lines.rehash(visitor.line)
        with self.lines.database.reading() as connection:
            talk, before = self.lines.open(connection, visitor.line, visitor, reply.delivery)
            if before is not None:
                return before
            if talk.new:
                talk = talk.now(
                    language=self.reception.menus.first_language(reply.words, talk.record.language)
                )
            draft = drafts.read(connection, talk.record.draft) if talk.record.draft else None
        visitor = replace(
            visitor, language=self.reception.interview.prompts.town.spoken(talk.record.language)
        )
        heard = _with_draft(Heard(tidy(reply.words), reply, talk, visitor, None), draft)
        said = self._heard(heard)
        asker = heard.speaking(said.talk.record.language).visitor
        said = self.how_it_went.behind(self.single_questions.offered(said, asker), asker)
        language = self.reception.interview.prompts.town.spoken(said.talk.record.language)
        turn = said.turn if said.turn.language == language else replace(said.turn, language=language)
        weighed = came_and_went(heard, said.about or heard.draft, turn, drafts)
        with self.lines.database.writing() as connection:
            self.lines.store(connection, talk, said.talk, visitor, reply.delivery, turn)
            for write in (said.write, weighed):
                if write is not None:
                    write(connection)
        return turn

    def _heard(self, heard: Heard) -> Said:
        word, can, talk = fold(heard.words), heard.visitor.capabilities, heard.talk
        if word in can.stopping:
            if talk.record.stopped:
                return Said(Turn(), talk)
            told = word in can.unconfirmed
            said = self.reception.say(
                heard,
                "You will get no more texts from us. Text {start} to get them again.",
                start=can.start_word,
            )
            stopped = Said(Turn(said=said if told else ()), talk.now(stopped=True))
            return self._consented(heard, stopped, word, withdrawn=True)
        if talk.record.stopped and word not in can.starting:
            return Said(Turn(), talk)
        if word in can.silent:
            return Said(Turn(), talk)
        if talk.record.stopped:
            wanted = self.reception.standing(replace(heard, talk=talk.now(stopped=False)))
            return self._consented(heard, wanted, word, withdrawn=False)
        return self._with_context(heard, self._about(heard))

    def _consented(self, heard: Heard, said: Said, word: str, *, withdrawn: bool) -> Said:
        """The same, with when and by which word somebody stopped us, or took that back."""
        note = stopped(heard.visitor, heard.draft, self.reception.drafts) if withdrawn else None

        def write(connection: Connection) -> None:
            if said.write is not None:
                said.write(connection)
            self.lines.consented(connection, heard.talk, heard.visitor, word, withdrawn)
            if note is not None:
                note(connection)

        return replace(said, write=write)

    def _about(self, heard: Heard) -> Said:
        """What the message is about: another door's code, a word that steers, a service's keyword, or an answer."""
        said = (
            self._replied_to_notice(heard)
            or self._opened(heard)
            or self._taken_over(heard)
            or self._steered(heard, control(heard.words))
        )
        if said is not None:
            return said
        first, _, rest = heard.words.partition(" ")
        leading = control(first)
        if leading == "status":
            return self._status(heard)
        language = self._language_wanted(heard, rest if leading == "language" else "")
        if language:
            return self._in_language(heard, language)
        found = self._keyword(heard)
        if found is not None:
            service, language = found
            return self.reception.wanted(heard.speaking(language), service, rest)
        return self._replied(heard)

    def _replied_to_notice(self, heard: Heard) -> Said | None:
        """What the words say to what a notice asked; None where none did, or they are about something else."""
        awaited = heard.talk.awaited
        if awaited is None or awaited.ends_at <= self.lines.clock():
            return None
        found = case_of(self.reception.drafts, awaited.reference)
        if found is None:
            return None
        if heard.talk.new:
            heard = heard.speaking(found[0].language)
        if awaited.path == ASKED:
            return self.arranging.replied(heard, *found)
        if heard.draft is not None:
            return None
        asked = Asked(id=awaited.path, path=awaited.path, subject=awaited.reference)
        return self.how_it_went.replied(replace(heard, talk=heard.talk.now(asked)))

    def _replied(self, heard: Heard) -> Said:
        """What the message says to what was asked last: on a line's own account, or by the draft under way."""
        if heard.talk.asked.path == PASSCODE and heard.draft is not None:
            return self.answering.told_passcode(heard, heard.draft)
        if self.how_it_went.is_asked(heard):
            return self.how_it_went.replied(heard) or self._about(_asked_nothing(heard))
        if self.arranging.is_asked(heard):
            return self.arranging.heard(heard) or self.reception.standing(heard)
        if heard.talk.asked.path.startswith("@"):
            return self.reception.chosen(heard)
        if heard.draft is None:
            return self.reception.standing(heard) if heard.moved else self.reception.greeted(heard)
        if heard.at_check:
            return self.answering.checked(heard, heard.draft)
        return self.answering.answered(heard, heard.draft)

    def _opened(self, heard: Heard) -> Said | None:
        """What comes of a saved code with the word chosen for it; None where the message is none, or may be an answer.

        As it is shown, with dashes, or as a link, it is no answer even where any words are one: it would be stored for
        others to read, and the word with it.
        """
        found = with_saved(heard.words)
        if found is None:
            return None
        certain = found[0].count("-") == 3 or found[0].startswith("http")
        may_be_meant = self._answers(heard) and not (certain and self._takes_any_words(heard))
        try:
            said = self.reception.opened(heard, *found)
        except TooManyTries:  # an account number looks the same, and is an answer like any other
            said = Said(Turn(said=self.reception.say(heard, TRIED_TOO_OFTEN)), heard.talk)
            return None if may_be_meant else said
        if said is not None or may_be_meant or not certain:
            return said
        return Said(Turn(said=self._not_good(heard)), heard.talk)

    def _not_good(self, heard: Heard) -> tuple[str, ...]:
        return self.reception.say(
            heard, "That code is not good, or not any more. Make a new one at the door where you began."
        )

    def _taken_over(self, heard: Heard) -> Said | None:
        """What comes of a code from another door; None where the message is none, or answers what is asked.

        It stands after the word for carrying on, or alone as it is shown: answers may have eight letters too.
        """
        first, _, rest = heard.words.partition(" ")
        named = control(first) == "elsewhere" and read_secret(rest) is not None
        if not named and not is_shaped_as_code(heard.words) and not is_link(heard.words):
            return None
        try:
            said = self.reception.taken_over(heard, rest if named else heard.words)
        except TooManyTries:
            said = Said(Turn(said=self.reception.say(heard, TRIED_TOO_OFTEN)), heard.talk)
            return said if named or not self._answers(heard) else None
        answers = not named and not self.reception.hand_overs.knows(heard.words) and self._answers(heard)
        if said is not None or answers:
            return said
        return Said(Turn(said=self._not_good(heard)), heard.talk)

    def _steered(self, heard: Heard, steering: Control | None) -> Said | None:
        """What a control word does here; None where it is none, or means nothing and is an answer like any other."""
        if steering is None or heard.offers(fold(heard.words)):
            return None
        anywhere: dict[Control, Callable[[Heard], Said]] = {
            "menu": self.reception.menu,
            "status": self._status,
            "language": self._languages,
            "human": self._human,
            "hello": self._hello,
            "elsewhere": self.reception.offered,
        }
        if steering in anywhere:
            return anywhere[steering](heard)
        if self.arranging.is_asked(heard):
            return self.arranging.steered(heard)
        if steering == "back" and heard.over is not None and heard.over.record.state == "ended":
            return turned(heard, Decided(self.reception.interview.back(heard.over, heard.visitor, "")))
        if steering == "more":
            return self._more(heard)
        path = heard.talk.asked.path
        if heard.draft is None or (path.startswith("@") and path != PASSCODE):
            if steering not in ("again", "help") or not path:
                return None
            return self.how_it_went.again(heard) or self.reception.standing(heard)
        return self._steered_on(heard, heard.draft, steering)

    def _more(self, heard: Heard) -> Said | None:
        """The next page of the options that were shown last; where nothing was to choose it means nothing."""
        if not heard.talk.asked.values:
            return None
        own = heard.draft is None or heard.talk.asked.path.startswith("@")
        said = self.how_it_went.again(heard) or (
            self.reception.standing(heard) if own else self.answering.asked_again(heard)
        )
        prompt, page = said.turn.prompt, heard.talk.asked.page + 1
        if prompt is None or not prompt.options:
            return said
        turn = replace(said.turn, prompt=replace(prompt, page=page))
        return replace(said, turn=turn, talk=said.talk.now(replace(said.talk.asked, page=page)))

    def _steered_on(self, heard: Heard, draft: Draft, steering: Control) -> Said | None:
        """What a control word does while a draft is under way."""
        if steering == "restart":
            current = self.reception.menus.catalogue.shelf.current(draft.definition.code)
            said = self.reception.say(heard, "Starting again.")
            return self.reception.begun(heard, current, said) if current else self.reception.menu(heard)
        if steering == "back" and heard.talk.asked.subject == CHANGING:
            return self.reception.standing(heard)
        if steering == "back":
            return turned(heard, Decided(self.reception.interview.back(draft, heard.visitor, heard.path)))
        if steering == "send":
            return self.answering.sent(heard, draft) if heard.at_check else None
        elsewhere = self.answering.elsewhere(heard, draft)
        if elsewhere is not None:
            return elsewhere
        if steering in ("again", "help"):
            return self.answering.helped(heard, draft, explain=steering == "help")
        if heard.at_check:
            return None
        return turned(heard, self.reception.interview.skip(draft, heard.path, heard.visitor))

    def _hello(self, heard: Heard) -> Said:
        """A greeting starts nothing over: who is in the middle of something is asked the same again."""
        return self.answering.asked_again(
            heard, () if heard.draft else (self.reception.menus.greeting(heard.visitor),)
        )

    def _language_wanted(self, heard: Heard, named: str) -> str:
        """The language that is wanted: `LANGUAGE Nederlands`, or its name alone where that answers nothing."""
        menus = self.reception.menus
        if named:
            return menus.language_named(named)
        if heard.offers(fold(heard.words)) or self._takes_any_words(heard):
            return ""
        return menus.language_named(heard.words)

    def _in_language(self, heard: Heard, language: str) -> Said:
        """The same question once more, in another language; every answer stays."""
        return self.answering.asked_again(heard.speaking(language))

    def _languages(self, heard: Heard) -> Said:
        named = language_of(heard.words)
        if (
            named not in ("", heard.visitor.language)
            and named in self.reception.interview.prompts.town.languages
        ):
            return self._in_language(heard, named)
        asked = self.reception.languages(heard)
        if asked is not None:
            return asked
        menus = self.reception.menus
        name = menus.language_name(self.reception.interview.prompts.town.language)
        words = self.reception.say(heard, "We only speak {language} here so far.", language=name)
        return self.answering.asked_again(heard, words)

    def _human(self, heard: Heard) -> Said:
        """Whom to reach, and then the same question again: asking for a person loses nothing."""
        return self.answering.asked_again(
            heard, (self.answering.coach.whom_to_call(heard.draft, heard.visitor),)
        )

    def _status(self, heard: Heard) -> Said:
        if self.how_it_went.is_asked(heard):  # a number is one of those that are told here, from now on
            heard = _asked_nothing(heard)
        decided = self.enquiries.answered(heard.words, heard.visitor, heard.reply.media)
        turn, asks = decided.turn, decided.asks
        if asks is not None and asks.path == ASKED:
            return replace(self.arranging.offered(heard, asks.subject, turn.said), write=decided.write)
        if asks is None or heard.draft is not None:
            return Said(turn, heard.talk, decided.write)
        asked = asked_by(asks)
        said = (*turn.said[:-1], f"{turn.said[-1]} {asks.words}")
        return Said(replace(turn, said=said), heard.talk.now(asked), decided.write)

    def _keyword(self, heard: Heard) -> tuple[Definition, str] | None:
        """The service that a keyword begins, and in which language.

        The keyword is the whole message, or its first word while nothing is under way. A word of the language that is
        spoken keeps it; one of another language begins in that one.
        """
        words = fold(heard.words)
        if not words or heard.offers(words) or self._takes_any_words(heard):
            return None
        spoken, town = heard.visitor.language, self.reception.interview.prompts.town
        others = town.languages if heard.draft is None else ()
        for language in dict.fromkeys([spoken, *others]):
            for definition in self.reception.menus.catalogue.shelf.services():
                first = words.split(" ")[0] if heard.draft is None else words
                if definition.is_begun_by(words, language) or definition.is_begun_by(first, language):
                    wanted = definition.model.state.is_ != "draft" and not self._answers(heard)
                    return (definition, language) if wanted else None
        return None

    def _answers(self, heard: Heard) -> bool:
        """Whether the words answer the question that is open: oil heats a house, and begins nothing there."""
        if heard.draft is None or heard.talk.asked.path.startswith("@"):
            return False
        step = self.reception.interview.state(heard.draft, heard.visitor).step(heard.path)
        judged = step and self.reception.interview.judge.understood(
            heard.draft, step, {ANSWER: heard.words}, heard.visitor
        )
        return isinstance(judged, Taken)

    def _takes_any_words(self, heard: Heard) -> bool:
        """Whether a question is open to which a keyword may well be the answer: "street" is where, not what."""
        if heard.draft is None or heard.talk.asked.path.startswith("@"):
            return False
        step = self.reception.interview.state(heard.draft, heard.visitor).step(heard.path)
        return step is not None and step.asked.question.hint in ("text", "long-text", "place")

    def _with_context(self, heard: Heard, said: Said) -> Said:
        """After a long silence the turn begins with what it is about."""
        prompt = said.turn.prompt
        paused = self.reception.drafts.clock() - heard.talk.record.heard_at > SILENCE
        if (
            heard.talk.new
            or not paused
            or prompt is None
            or heard.draft is None
            or prompt.kind not in ("ask", "check")
        ):
            return said
        where = prompt.progress.words.lower() if prompt.progress else prompt.words.lower()
        context = self.reception.say(heard, "{title}, {where}.", title=prompt.title, where=where)
        return replace(said, turn=replace(said.turn, said=(*context, *said.turn.said)))


def _asked_nothing(heard: Heard) -> Heard:
    return replace(heard, talk=heard.talk.now(Asked()))


def _with_draft(heard: Heard, draft: Draft | None) -> Heard:
    """The same message about the line's draft: under way here, over, or at another door since."""
    if draft is None:
        return heard
    if draft.record.line != heard.talk.name:
        return replace(heard, moved=draft)
    ended = draft.record.state == "ended" and not heard.talk.asked.path
    over = ended or draft.record.state == "submitted"
    return replace(heard, over=draft) if over else replace(heard, draft=draft)
