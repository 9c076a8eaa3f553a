"""The words by which a person steers a conversation instead of answering: whole messages only."""

from __future__ import annotations

from typing import Literal

from service.questions.reading import fold

Control = Literal[
    "back",
    "skip",
    "again",
    "help",
    "restart",
    "menu",
    "more",
    "status",
    "language",
    "human",
    "send",
    "hello",
    "elsewhere",
]

WORDS: dict[str, dict[Control, tuple[str, ...]]] = {
    "en": {
        "back": ("back", "previous", "go back"),
        "skip": ("skip", "leave out", "next", "pass"),
        "again": ("again", "repeat", "question"),
        "help": ("?", "what", "explain"),
        "restart": ("restart", "start again", "start over"),
        "menu": ("menu", "services", "exit"),
        "more": ("more",),
        "status": ("status",),
        "language": ("language", "lang", "languages"),
        "human": ("human", "person", "agent", "call", "operator"),
        "send": ("send", "submit", "0"),
        "elsewhere": ("continue", "elsewhere", "carry on elsewhere", "other door"),
        "hello": ("hi", "hello", "hey", "good morning", "good evening", "thanks", "thank you", "ok thanks"),
    },
    "fr": {
        "back": ("retour", "precedent", "revenir", "en arriere"),
        "skip": ("passer", "sauter", "suivant", "suivante"),
        "again": ("encore", "repeter", "repete", "repetez"),
        "help": ("quoi", "expliquer", "explication", "comment"),
        "restart": ("recommencer", "recommence", "a zero"),
        "menu": ("menu",),
        "more": ("suite", "plus", "la suite"),
        "status": ("statut", "suivi"),
        "language": ("langue", "langues"),
        "human": ("humain", "personne", "conseiller", "appeler"),
        "send": ("envoyer", "envoie", "envoyez"),
        "elsewhere": ("continuer", "ailleurs", "continuer ailleurs"),
        "hello": ("bonjour", "bonsoir", "salut", "coucou", "merci", "merci beaucoup", "ok merci"),
    },
    "nl": {
        "back": ("terug", "vorige"),
        "skip": ("overslaan", "sla over", "volgende"),
        "again": ("opnieuw", "herhaal", "herhalen"),
        "help": ("wat", "uitleg"),
        "restart": ("herbegin", "herbeginnen", "herstart", "begin opnieuw"),
        "menu": ("menu",),
        "more": ("meer",),
        "status": ("status",),
        "language": ("taal", "talen"),
        "human": ("medewerker", "mens", "persoon", "bellen"),
        "send": ("verzenden", "verstuur", "versturen", "verzend", "zend"),
        "elsewhere": ("verdergaan", "elders", "verder", "elders verdergaan"),
        "hello": (
            "hallo", "dag", "hoi", "goedemorgen", "goedendag", "goedenavond", "bedankt", "dank u", "dank je",
        ),
    },
    "ar": {
        "back": ("رجوع", "السابق", "ارجع"),
        "skip": ("تخطي", "تخط", "التالي"),
        "again": ("اعادة", "كرر", "مرة اخرى"),
        "help": ("؟", "ماذا", "شرح", "اشرح"),
        "restart": ("من جديد", "ابدا من جديد", "من البداية"),
        "menu": ("القائمة", "الخدمات"),
        "more": ("المزيد",),
        "status": ("حالة", "الحالة"),
        "language": ("لغة", "اللغة"),
        "human": ("موظف", "شخص", "انسان"),
        "send": ("ارسال", "ارسل"),
        "elsewhere": ("متابعة", "تابع", "متابعة في مكان اخر"),
        "hello": ("مرحبا", "السلام عليكم", "سلام", "صباح الخير", "مساء الخير", "شكرا", "شكرا جزيلا"),
    },
}  # fmt: skip
"""Accepted in every language at every time, so that nobody is stuck in a language that is not theirs."""


def word_for(control: Control, language: str) -> str:
    """The word that people are told to text: always one that is understood."""
    table = WORDS.get(language, WORDS["en"])
    return table.get(control, WORDS["en"][control])[0].upper()


def language_of(words: str) -> str:
    """The language in which somebody asks for another language: TAAL for Dutch. Empty where it is said in English."""
    named = fold(words)
    return next((each for each in WORDS if each != "en" and named in map(fold, WORDS[each]["language"])), "")


_MEANING = {
    fold(word) or word: control
    for table in WORDS.values()
    for control, words in table.items()
    for word in words
}


def control(words: str) -> Control | None:
    """What the whole message means as a control word, or None."""
    return _MEANING.get(fold(words) or words.strip())
