"""The kinds of question: one file each, and the table from the word in the YAML to the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from service.questions.choice import ChoiceQuestion
from service.questions.choices import ChoicesQuestion
from service.questions.company_number import CompanyNumberQuestion
from service.questions.date import DateQuestion
from service.questions.declaration import DeclarationQuestion
from service.questions.document import DocumentQuestion
from service.questions.email import EmailQuestion
from service.questions.iban import IbanQuestion
from service.questions.money import MoneyQuestion
from service.questions.name import NameQuestion
from service.questions.national_number import NationalNumberQuestion
from service.questions.number import NumberQuestion
from service.questions.paragraph import ParagraphQuestion
from service.questions.phone import PhoneQuestion
from service.questions.photo import PhotoQuestion
from service.questions.place import PlaceQuestion
from service.questions.plate import PlateQuestion
from service.questions.question import Question
from service.questions.slot import SlotQuestion
from service.questions.text import TextQuestion
from service.questions.yes_no import YesNoQuestion

KINDS: dict[str, type[Question]] = {
    "text": TextQuestion,
    "paragraph": ParagraphQuestion,
    "name": NameQuestion,
    "choice": ChoiceQuestion,
    "choices": ChoicesQuestion,
    "yes_no": YesNoQuestion,
    "number": NumberQuestion,
    "money": MoneyQuestion,
    "date": DateQuestion,
    "phone": PhoneQuestion,
    "email": EmailQuestion,
    "place": PlaceQuestion,
    "photo": PhotoQuestion,
    "document": DocumentQuestion,
    "declaration": DeclarationQuestion,
    "national_number": NationalNumberQuestion,
    "company_number": CompanyNumberQuestion,
    "plate": PlateQuestion,
    "slot": SlotQuestion,
    "iban": IbanQuestion,
}

# Checkers of types cannot read a union made from a table; a second list of the kinds would help nobody else.
if TYPE_CHECKING:
    AnyQuestion = Question
else:
    AnyQuestion = Annotated[Union[tuple(KINDS.values())], Field(discriminator="kind")]  # noqa: UP007
    """A question in the YAML: its `kind` says which model reads it."""
