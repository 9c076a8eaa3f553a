"""The words by which a person steers a conversation instead of answering: whole messages only."""

from __future__ import annotations

from typing import Literal

from service.questions.reading import fold

Control = Literal[
    "back", "skip", "again", "help", "restart", "menu", "more", "status", "language", "human", "send", "hello"
]

WORDS: dict[str, dict[Control, tuple[str, ...]]] = {
    "en": {
        "back": ("back", "previous"),
        "skip": ("skip", "leave out", "next"),
        "again": ("again", "repeat", "question"),
        "help": ("?", "what", "explain"),
        "restart": ("restart", "start again", "start over"),
        "menu": ("menu", "services", "exit"),
        "more": ("more",),
        "status": ("status",),
        "language": ("language", "lang"),
        "human": ("human", "person", "agent", "call"),
        "send": ("0", "send", "submit"),
        "hello": ("hi", "hello", "hey", "good morning", "good evening", "thanks", "thank you", "ok thanks"),
    },
    "fr": {
        "back": ("retour", "precedent"),
        "skip": ("passer",),
        "again": ("encore", "repeter"),
        "restart": ("recommencer",),
        "menu": ("menu",),
        "more": ("suite", "plus"),
        "status": ("statut",),
        "language": ("langue",),
        "human": ("humain", "personne"),
        "send": ("envoyer",),
        "hello": ("bonjour", "bonsoir", "salut", "merci"),
    },
    "nl": {
        "back": ("terug",),
        "skip": ("overslaan",),
        "again": ("opnieuw", "herhaal"),
        "restart": ("herbegin",),
        "menu": ("menu",),
        "more": ("meer",),
        "status": ("status",),
        "language": ("taal",),
        "human": ("mens", "medewerker"),
        "send": ("verzenden", "verstuur"),
        "hello": ("hallo", "dag", "goedemorgen", "goedenavond", "bedankt", "dank u"),
    },
    "ar": {
        "back": ("رجوع",),
        "skip": ("تخطي",),
        "again": ("اعادة",),
        "restart": ("من جديد",),
        "menu": ("القائمة",),
        "more": ("المزيد",),
        "status": ("حالة",),
        "language": ("لغة",),
        "human": ("موظف",),
        "send": ("ارسال",),
        "hello": ("مرحبا", "السلام عليكم", "شكرا"),
    },
}
"""Accepted in every language at every time, so that nobody is stuck in a language that is not theirs."""

_MEANING = {
    fold(word) or word: control
    for table in WORDS.values()
    for control, words in table.items()
    for word in words
}


def control(words: str) -> Control | None:
    """What the whole message means as a control word, or None."""
    return _MEANING.get(fold(words) or words.strip())
