"""The shape of `service.yaml`: what an owner may write, as pydantic models.

Only shape stands here: types, limits and which keys exist. What the parts mean together (unknown codes,
contradictions) is `checking`; what a condition or a computation does is `conditions`, `facts` and `fees`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from service.definitions.model_workflow import Workflow
from service.questions import AnyQuestion
from service.questions.question import Code, Declared, Text, Translatable

Condition = Annotated[dict[str, Any], Field(min_length=1)]
"""`{question: value}`, `{age: {at_least: 18}}`, `{any: [...]}`, `{all: [...]}`, `{not: ...}`."""
Expression = Any
"""A computation: a number, a code, or one operation such as `{add: [size, 1]}` (see `facts`)."""

_DURATION = re.compile(r"^(\d{1,4}) (day|week|month|year)s?$")
DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}


def _amount(written: Any) -> Any:
    return f"{written:.2f}" if isinstance(written, int | float) and not isinstance(written, bool) else written


Amount = Annotated[
    str,
    Field(pattern=r"^\d{1,7}(\.\d{1,2})?$"),
    BeforeValidator(_amount, json_schema_input_type=str | int | float),
]
"""A sum of money in the town's currency, written `"12.50"`."""


class Duration(Declared):
    """A length of time as it was written (`30 days`, `2 years`) and in days."""

    count: int
    unit: Literal["day", "week", "month", "year"]

    @property
    def days(self) -> int:
        return self.count * DAYS_IN[self.unit]


def _duration(written: Any) -> Any:
    if isinstance(written, str):
        found = _DURATION.match(written)
        if not found:
            raise ValueError("is not a length of time; write for example 30 days, 6 months or 2 years")
        return Duration.model_validate({"count": int(found[1]), "unit": found[2]})
    return written


Kept = Annotated[Duration, BeforeValidator(_duration, json_schema_input_type=str)]


class Keep(Declared):
    """How long things are kept before they are deleted."""

    drafts: Kept = Duration(count=30, unit="day")
    cases: Kept = Duration(count=2, unit="year")


class Remind(Declared):
    """After how long people are reminded, by a message; of what is not named, they are not."""

    drafts: Kept | None = None
    """Of a draft on a line, once nobody has touched it for so long."""
    papers: Kept | None = None
    """Of what a case waits for: after so long, and once more after as long again."""


class Promise(Declared):
    """The service standard: within how many working days the town decides."""

    working_days: Annotated[int, Field(ge=1, le=400)]


def _day(written: Any) -> Any:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        raise ValueError("is not a day; write for example 2027-05-12") from None


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]


class State(Declared):
    """Whether the service may be begun. `from` and `until` are the first and last day of being open."""

    is_: Annotated[Literal["draft", "open", "closed"], Field(alias="is")] = "open"
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    say: Text | None = None

    def on(self, day: date) -> Literal["draft", "open", "closed"]:
        if self.is_ == "open" and ((self.from_ and day < self.from_) or (self.until and day > self.until)):
            return "closed"
        return self.is_


class Repeat(Declared):
    """A section asked once for each of several things."""

    each: Code
    min: Annotated[int, Field(ge=0, le=50)] = 0
    max: Annotated[int, Field(ge=1, le=50)]
    more: Text
    """The yes-no question before each further one: "Is anyone else moving with you?"."""


class Section(Declared):
    """Questions with one condition for all, asked together where pages exist, or repeated."""

    code: Code
    title: Text | None = None
    when: Condition | None = None
    repeat: Repeat | None = None
    questions: Annotated[list[AnyQuestion], Field(min_length=1)]
    together: list[Annotated[list[Code], Field(min_length=2)]] = []


class Outcome(Declared):
    """An end in words instead of a case, taken as soon as it is certain."""

    code: Code
    when: Condition
    say: Text


class Remark(Declared):
    """Said once, when it becomes true; nothing is asked."""

    code: Code | None = None
    when: Condition
    say: Text


class Check(Declared):
    """A rule across questions; `at` names the question where the person mends it."""

    at: Code
    when: Condition | None = None
    require: Condition
    say: Text


class FeeRow(Declared):
    """One row of a fee sum: a fixed amount, or an amount for `each` of something."""

    when: Condition | None = None
    otherwise: Literal[True] | None = None
    each: Expression | None = None
    sum: Amount
    label: Text | None = None


class FeeSum(Declared):
    """The first row that applies is what is due (`first_of`), or all that apply together (`all_of`)."""

    first_of: list[FeeRow] | None = None
    all_of: list[FeeRow] | None = None
    label: Text | None = None


class FeeTable(Declared):
    """A table beside the service: the first row in which the named columns match (see `facts` for `up_to_`)."""

    from_: Annotated[str, Field(alias="from", pattern=r"^[\w-]+\.csv$")]
    match: Annotated[list[Code], Field(min_length=1)]
    sum: str
    each: Expression | None = None
    label: Text | None = None


Keyword = Annotated[str, Field(pattern=r"^\S+$", min_length=2, max_length=20), Translatable()]
"""The word by which a service is begun on a line."""


class Service(Declared):
    """One transaction that the town offers: the whole of `service.yaml`."""

    service: Code
    title: Text
    summary: Text
    keywords: list[Keyword] = []
    office: Code
    for_: Annotated[list[Literal["citizen", "business"]], Field(alias="for", min_length=1)] = ["citizen"]
    state: State = State()
    needs: list[Text] = []
    takes: Text
    identity: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")] = "none"
    promise: Promise | None = None
    keep: Keep = Keep()
    remind: Remind = Remind()
    find_by: list[Code] = []
    prove_by: list[Code] = []
    """Questions whose answers show the status beside the reference, for who has lost the status code."""
    questions: list[AnyQuestion] = []
    sections: list[Section] = []
    facts: dict[Code, Expression] = {}
    remarks: list[Remark] = []
    checks: list[Check] = []
    outcomes: list[Outcome] = []
    outcomes_only: bool = False
    """The service tells and files nothing: every way must end in an outcome."""
    fee: FeeSum | FeeTable | None = None
    receipt: Text | None = None
    workflow: Workflow | None = None
    """What happens to the cases; without one, what happens to any (`service.workflow`)."""

    @field_validator(
        "state", mode="before", json_schema_input_type=Literal["draft", "open", "closed"] | State
    )
    @classmethod
    def _state_in_one_word(cls, written: Any) -> Any:
        return {"is": written} if isinstance(written, str) else written
