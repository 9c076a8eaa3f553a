"""What people enter wrongly: digits left out, a day that no month has, words where a figure is wanted.

The real questions judge it; now and then they understand it all the same.
"""

from __future__ import annotations

import random
from dataclasses import replace

from service.messages import Prompt
from service.rehearsal import Entry

UNSURE = {
    "nl": "dat weet ik niet zeker",
    "fr": "je ne suis pas sûr",
    "en": "I am not quite sure",
    "ar": "لست متأكدا",
}
SOMEWHERE = {
    "nl": "bij de bakker op de hoek",
    "fr": "près de la boulangerie au coin",
    "en": "near the bakery at the corner",
    "ar": "قرب المخبز في الزاوية",
}
EASY = {
    "date": 2.0, "phone": 1.5, "digits": 2.0, "decimal": 1.5, "money": 1.5, "place": 1.2, "email": 1.2, "choice": 0.8,
    "choices": 0.8, "yes-no": 0.4,
}  # fmt: skip
"""How easily something is entered wrongly, beside what anybody's care comes to."""
NO_SUCH_DAY = "31/02/{year}"


def slipped(entry: Entry, prompt: Prompt, language: str, chance: random.Random) -> Entry:
    """The same, wrong in one place."""
    member = chance.choice(prompt.together) if prompt.together else prompt
    words = _wrong(member, entry.words, language)
    parts = dict(entry.parts)
    names = [part.name for part in member.parts if part.name in parts]
    if not names:
        return replace(entry, words=words)
    for name in names[:1]:
        typed = parts[name]
        if not isinstance(typed, str | list):
            return entry
        parts[name] = _wrong_part(member, typed, language)
    return replace(entry, parts=parts, words=words)


def _wrong_part(prompt: Prompt, typed: str | list[str], language: str) -> str | list[str]:
    """In one input of a page: of a date the day, of a choice nothing, which is easily overlooked."""
    if prompt.hint == "date" and len(prompt.parts) > 1:
        return "32"
    if isinstance(typed, list):
        return []
    return "" if prompt.options or prompt.hint == "yes-no" else _wrong(prompt, typed, language)


def _wrong(prompt: Prompt, words: str, language: str) -> str:
    hint = prompt.hint
    if hint == "place":
        return SOMEWHERE.get(language, SOMEWHERE["en"])
    if hint == "date":
        return NO_SUCH_DAY.format(year=words[-4:] if words[-4:].isdecimal() else "2026")
    if hint == "email":
        return words.replace("@", " ")
    if hint in ("phone", "digits") or (hint == "text" and any(each.isdecimal() for each in words)):
        return words[:-3] if len(words) > 4 else UNSURE.get(language, UNSURE["en"])
    if hint in ("text", "long-text"):
        return ""
    return UNSURE.get(language, UNSURE["en"])
