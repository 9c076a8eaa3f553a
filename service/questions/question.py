"""What every kind of question is: its settings in the YAML, and the three verbs understand, check and show.

A kind is one file beside this one: a pydantic model of what an owner may write, and behaviour. Nothing here
knows how a question is reached (that is the journey) or where its answer is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from service.messages import HintName, Option, Part, Parts, Problem, Value

ANSWER = "answer"
"""The name of the only part of a kind that has one, and the name under which words from a line arrive."""

QUOTED = 40
"""Characters of an entry that are repeated in a Problem."""


class Translatable:
    """Marks a field whose text is for people."""


Text = Annotated[str, Field(min_length=1), Translatable()]
"""A text for people, written in the source language and translated in the `.po` files beside the service."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", max_length=60)]
"""A name that the definition gives to something: lower case, digits, single hyphens or underscores."""


class Declared(BaseModel):
    """Anything an owner writes: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, strict=True)


@dataclass(frozen=True)
class Asking:
    """The circumstances in which a question is asked: all that a kind may depend on besides its settings."""

    language: str
    on: date
    """The draft's day: "today" for every rule about dates."""
    say: Callable[..., str]
    """`say("{given} is not a date.", given=...)`: one of the core's own sentences, in the person's language."""
    word: Callable[[str], str]
    """The translation of one of this question's own texts by its place: `word("help")`, `word("options.a.label")`."""
    currency: str = "EUR"
    region: str = "BE"
    timezone: str = "UTC"
    """On whose clocks times are shown."""
    answered: Value = None
    """The answer that stands there already; None where there is none."""
    registers: Mapping[str, Any] = field(default_factory=dict)
    """What the town already knows, by name: `streets`, `calendars`."""
    options: tuple[Option, ...] = ()
    """What may be chosen here, already resolved and in the person's language."""
    attempt: int = 1
    """How often an answer to this question has now been tried, this time included."""
    found: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What a kind has looked up for this asking already."""


@dataclass(frozen=True)
class Kept:
    """An answer that is a file: the value that is stored as the answer, and the bytes that go into the vault."""

    value: dict[str, Value]
    content: bytes


class Question(Declared):
    """One thing asked. Subclasses add their settings and say what their answers mean."""

    hint: ClassVar[HintName] = "text"
    width: ClassVar[int | None] = None
    """Characters that an answer usually has, or None for a full-width input."""
    proves: ClassVar[bool] = False
    """Whether a short part of an answer may prove, beside a reference, that somebody may ask about a case."""
    carries_file: ClassVar[bool] = False
    """The answer is a file: only doors that can carry it may ask."""
    register: ClassVar[str] = ""
    """The register without which it cannot be asked at all; empty where it needs none."""

    code: Code
    ask: Text
    kind: str
    short: Text | None = None
    help: Text | None = None
    optional: bool = False
    when: dict[str, Any] | None = None
    sensitive: bool = False
    allow_on_open_line: Annotated[str, Field(min_length=1)] | None = None
    later: bool = False
    known_from: str | None = None

    def parts(self, asking: Asking, value: Value | None = None) -> tuple[Part, ...]:
        """The inputs by which it is asked, filled with `value` as it may be typed again."""
        entered = "" if value is None else self.retype(value, asking)
        return (Part(ANSWER, hint=self.hint, width=self.width, autocomplete=self.autofill(), value=entered),)

    def autofill(self) -> str:
        """The HTML autofill token of its only part, or empty."""
        return ""

    def choices_offered(self, asking: Asking) -> tuple[Option, ...]:
        """What may be chosen, in the order in which it is numbered; empty where nothing is chosen."""
        return ()

    def understand(self, parts: Parts, asking: Asking) -> Value | Kept | Problem:
        """Words to value. Never raises, whatever people enter; the value still has to pass `check`.

        A line, which has only words, gives `{"answer": words}` also to a kind with several parts.
        """
        raise NotImplementedError

    def certainly(self, words: str, asking: Asking) -> Value | None:
        """What words mean that were not said to this question, where nothing else could be meant; most kinds: None."""
        return None

    def check(self, value: Value, asking: Asking) -> Problem | None:
        """Whether a value of the right form may be stored: the only validation there is, for every door."""
        raise NotImplementedError

    def beforehand(self, asking: Asking, lost: Value) -> Problem | None:
        """What has to be said before it is answered; `lost` is an answer that does not count any more.

        Only asked of kinds with a register, which may have changed by itself.
        """
        return None

    def proof(self, value: Value) -> str:
        """That short part, as people know it by heart; empty where an answer holds none. Only of kinds that prove."""
        return ""

    @property
    def reaches(self) -> bool:
        """Whether every answer is a contact at which a message reaches the person who gives it."""
        return False

    def contact(self, value: Value) -> str:
        """That contact, `tel:+32470123456` or `mailto:an@example.org`; empty where this answer is none."""
        return ""

    def show(self, value: Value, asking: Asking) -> str:
        """The value as the person reads it."""
        raise NotImplementedError

    def restated(self, words: str, value: Value, asking: Asking) -> str:
        """The value as it was understood, where the words could have meant another one; empty where they could not.

        Said back on lines, where nobody sees what was made of the words.
        """
        return ""

    def retype(self, value: Value, asking: Asking) -> str | list[str]:
        """The value as it would be typed: `understand` of it gives the value again."""
        return self.show(value, asking)

    def example(self, asking: Asking) -> str:
        """What a right answer looks like, or empty."""
        return ""

    def quoted(self, entered: str, asking: Asking) -> str:
        """What was entered, as the subject of a Problem's sentence; a sensitive entry is not repeated."""
        if self.sensitive:
            return asking.say("What you entered")
        shortened = entered if len(entered) <= QUOTED else entered[: QUOTED - 1] + "…"
        return asking.say("“{words}”", words=shortened)
