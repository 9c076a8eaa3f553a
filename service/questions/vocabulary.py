"""The words of each language that people answer with: data only. What they mean for an answer is each kind's.

All entries are folded (`reading.fold`): small letters, no accents, no punctuation. Names of months and of days
of the week come from CLDR and are not repeated here. A language is added by adding its table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Words = frozenset[str]


def _listed(text: str) -> tuple[str, ...]:
    """The entries of a text with commas between them, in their order."""
    return tuple(entry.strip() for entry in text.split(","))


def _words(text: str) -> Words:
    return frozenset(_listed(text))


@dataclass(frozen=True)
class Vocabulary:
    yes: Words
    no: Words
    agree: Words
    not_: Words
    """Words that turn a sentence round."""
    beside_yes_and_no: Words
    """Words that may stand around a yes or a no and change nothing."""
    numbers: tuple[str, ...]
    """Zero to twenty."""
    ordinals: tuple[str, ...]
    """First to tenth, in each form."""
    last: Words
    articles: Words
    beside_numbers: Words
    """Words that may stand around a number and change nothing: "about 12", "number 3 please"."""
    and_: Words
    attached_and: str
    """An "and" that is written on to the next word; empty in most languages."""
    attached_article: str
    """An article that is written on to its word; empty in most languages."""
    or_: Words
    turning: Words
    """Words after which a sentence may say something else: "yes, but"."""
    all_: Words
    none: Words
    months: Mapping[str, int]
    """Names of months besides those of CLDR: of other regions, say."""
    days: Mapping[str, int]
    """Words for a day, as days from today."""
    ahead: Words
    """Before or after "3 days": in the future."""
    ago: Words
    """Before or after "3 days": in the past."""
    lengths: Mapping[str, str]
    """Words for a day, a week, a month and a year."""
    counted_lengths: Mapping[str, tuple[int, str]]
    """Words for a length with its number: "two weeks" is one word in Arabic, and so is "a week"."""
    next_: Words
    previous: Words
    this: Words
    beside_dates: Words
    """Words that may stand inside a date and change nothing: "the 3rd of May"."""
    day_endings: Words
    """What may be written on to the number of a day: "3rd"."""
    introductions: Words
    """What somebody says before a name: "my name is". Nothing that a name may begin with, such as Im."""
    hedges: Words
    """Words that may stand around what somebody names: "a pothole, I think"."""
    asides: Words
    """Words that may stand between several answers in one text and change none of them."""
    one: Words
    """Words for one before a length of time: "in a week"."""


def vocabulary(language: str) -> Vocabulary:
    return VOCABULARIES.get(language, VOCABULARIES["en"])


VOCABULARIES: Mapping[str, Vocabulary] = {
    "en": Vocabulary(
        yes=_words("yes, y, yeah, yep, yup, ya, yess, yes yes, ok, okay, sure, of course, certainly, correct, true"),
        no=_words("no, n, nope, nah, no no, not at all, never, none, false, negative"),
        agree=_words("agree, agreed, i agree, accept, accepted, i accept, i declare, i confirm, confirm, confirmed"),
        not_=_words("no, not, don, dont, t, isn, isnt, never, without, neither, nor, none, cannot, cant, disagree"),
        beside_yes_and_no=_words(
            "please, thanks, thank, you, thx, i, we, it, he, she, they, there, that, s, m, am, is, are, do, does, did,"
            " have, has, was, will, would, not, don, dont, t, isn, isnt, sir, madam, very, much, really, indeed,"
            " definitely, absolutely, agree"
        ),
        numbers=_listed(
            "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen,"
            " fifteen, sixteen, seventeen, eighteen, nineteen, twenty"
        ),
        ordinals=(
            "first,1st", "second,2nd", "third,3rd", "fourth,4th", "fifth,5th", "sixth,6th", "seventh,7th",
            "eighth,8th", "ninth,9th", "tenth,10th",
        ),
        last=_words("last, final"),
        articles=_words("a, an, the, my, some"),
        beside_numbers=_words(
            "about, around, approximately, roughly, circa, ca, number, no, nr, option, answer, choice, the, one,"
            " please, it, s, is, i, choose, take, want, pls, plz, thanks, thank, you, thx"
        ),
        and_=_words("and, plus, also"),
        attached_and="",
        attached_article="",
        or_=_words("or"),
        turning=_words(
            "but, if, unless, except, maybe, perhaps, almost, or, though, however, when, until"
        ),
        all_=_words("all, all of them, both, both of them, everything"),
        none=_words("none, none of them, none of these, nothing"),
        months={},
        days={
            "today": 0, "now": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tomorow": 1, "tommorow": 1,
            "tommorrow": 1, "day after tomorrow": 2, "overmorrow": 2, "yesterday": -1, "day before yesterday": -2,
        },
        ahead=_words("in, from now, from today, later"),
        ago=_words("ago, back"),
        lengths={
            "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
            "month": "month", "months": "month", "year": "year", "years": "year",
        },
        counted_lengths={},
        next_=_words("next, coming"),
        previous=_words("last, past, previous"),
        this=_words("this, on"),
        beside_dates=_words("the, of, on, from, since, at, its, it, s, is, please, pls, thanks, thank, you"),
        day_endings=_words("st, nd, rd, th"),
        introductions=_words("my name is, the name is, name is, my name s, i am, this is"),
        hedges=_words(
            "think, believe, guess, just, really, again, everywhere, old, new, broken, kaput, our, your, this,"
            " that, be, from, one, very, somebody, someone, has, left, sprayed, dumped, lives, live, mine, go,"
            " take, choose, send"
        ),
        asides=_words(
            "a, also, am, an, and, are, at, by, d, dear, evening, for, good, got, has, have, hello, here, hey,"
            " hi, i, in, is, it, its, like, m, madam, morning, my, near, need, no, nr, number, of, on, please,"
            " pls, plz, report, s, sir, some, thank, thanks, the, there, thx, to, ve, want, we, with, would, you"
        ),
        one=_words("a, an, one"),
    ),
    "fr": Vocabulary(
        yes=_words("oui, o, ouais, ok, d accord, bien sur, certainement, exact, vrai, oui oui"),
        no=_words("non, n, pas du tout, jamais, faux, non non"),
        agree=_words("d accord, je suis d accord, j accepte, accepte, je declare, je confirme"),
        not_=_words("non, pas, ne, n, jamais, sans, ni, aucun, aucune"),
        beside_yes_and_no=_words("merci, svp, s, il, vous, plait, c, est, bien, sur, pas, du, tout, monsieur, madame"),
        numbers=_listed(
            "zero, un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze,"
            " seize, dix sept, dix huit, dix neuf, vingt"
        ),
        ordinals=(
            "premier,premiere,1er,1re,1ere", "deuxieme,second,seconde,2e,2eme", "troisieme,3e,3eme",
            "quatrieme,4e,4eme", "cinquieme,5e,5eme", "sixieme,6e,6eme", "septieme,7e,7eme", "huitieme,8e,8eme",
            "neuvieme,9e,9eme", "dixieme,10e,10eme",
        ),
        last=_words("dernier, derniere"),
        articles=_words("un, une, le, la, les, l, des, du, mon, ma, mes"),
        beside_numbers=_words(
            "environ, numero, no, nr, option, choix, le, la, svp, c, est, merci, s, il, vous, plait, stp"
        ),
        and_=_words("et, plus, aussi"),
        attached_and="",
        attached_article="",
        or_=_words("ou"),
        turning=_words(
            "mais, si, sauf, peut, etre, presque, ou, pourtant, quand, jusqu"
        ),
        all_=_words("tout, tous, toutes, les deux"),
        none=_words("aucun, aucune, rien"),
        months={},
        days={"aujourd hui": 0, "demain": 1, "apres demain": 2, "hier": -1, "avant hier": -2},
        ahead=_words("dans"),
        ago=_words("il y a"),
        lengths={
            "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "an": "year",
            "ans": "year", "annee": "year", "annees": "year",
        },
        counted_lengths={},
        next_=_words("prochain, prochaine"),
        previous=_words("dernier, derniere, passe, passee"),
        this=_words("ce, cette"),
        beside_dates=_words("le, du, de, a, partir, des, depuis, svp, merci"),
        day_endings=_words("er, e"),
        introductions=_words("mon nom est, je m appelle, je suis, c est"),
        hedges=_words(
            "crois, pense, encore, partout, juste, notre, votre, casse, cassee, celui, celle, que, quelqu, un,"
            " marche, plus, tres"
        ),
        asides=_words(
            "a, ai, au, aussi, aux, avec, avons, bonjour, bonsoir, c, ce, chez, d, dans, de, des, du, en, est,"
            " et, il, j, je, l, la, le, les, madame, merci, monsieur, nous, nr, numero, plait, pour, pres, s,"
            " salut, signale, signaler, sont, sous, stp, sur, svp, te, un, une, veux, voudrais, vous, y"
        ),
        one=_words("un, une"),
    ),
    "nl": Vocabulary(
        yes=_words("ja, j, jawel, jazeker, ok, oke, zeker, natuurlijk, akkoord, klopt, juist, waar, ja ja"),
        no=_words("nee, neen, n, nee nee, helemaal niet, nooit, niet waar"),
        agree=_words("akkoord, ik ga akkoord, ik aanvaard, aanvaard, ik verklaar, ik bevestig"),
        not_=_words("nee, neen, niet, geen, nooit, zonder, noch"),
        beside_yes_and_no=_words("dank, u, bedankt, graag, alstublieft, aub, ik, het, is, dat, wel, niet, hoor"),
        numbers=_listed(
            "nul, een, twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf, dertien, veertien,"
            " vijftien, zestien, zeventien, achttien, negentien, twintig"
        ),
        ordinals=(
            "eerste,1e,1ste", "tweede,2e,2de", "derde,3e,3de", "vierde,4e,4de", "vijfde,5e,5de", "zesde,6e,6de",
            "zevende,7e,7de", "achtste,8e,8ste", "negende,9e,9de", "tiende,10e,10de",
        ),
        last=_words("laatste"),
        articles=_words("een, de, het, mijn"),
        beside_numbers=_words(
            "ongeveer, circa, ca, nummer, nr, optie, keuze, de, het, aub, graag, is, alstublieft, alsjeblieft,"
            " bedankt, dank, u"
        ),
        and_=_words("en, plus, ook"),
        attached_and="",
        attached_article="",
        or_=_words("of"),
        turning=_words(
            "maar, als, tenzij, behalve, misschien, bijna, of, toch, wanneer, tot"
        ),
        all_=_words("alle, alles, allemaal, beide, allebei"),
        none=_words("geen, niets, geen van alle"),
        months={},
        days={"vandaag": 0, "nu": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1, "eergisteren": -2},
        ahead=_words("over, binnen"),
        ago=_words("geleden"),
        lengths={
            "dag": "day", "dagen": "day", "week": "week", "weken": "week", "maand": "month", "maanden": "month",
            "jaar": "year", "jaren": "year",
        },
        counted_lengths={},
        next_=_words("volgende, komende"),
        previous=_words("vorige, afgelopen, voorbije"),
        this=_words("deze, op"),
        beside_dates=_words("de, op, van, vanaf, sinds, aub, bedankt"),
        day_endings=_words("e, de, ste"),
        introductions=_words("mijn naam is, de naam is, ik ben, ik heet"),
        hedges=_words(
            "denk, geloof, weer, overal, gewoon, onze, uw, kapot, zo, iemand, gespoten, heel, woon, ik"
        ),
        asides=_words(
            "aan, alsjeblieft, alstublieft, aub, bedankt, bij, daar, dag, dank, dat, de, dit, een, en, er,"
            " goedemorgen, goedenavond, goedendag, graag, hallo, heb, hebben, het, hier, hoi, ik, in, is, je,"
            " ligt, meld, melden, meneer, met, mevrouw, mijn, n, nr, nummer, onze, ook, op, staat, t, te, ter, u,"
            " van, voor, we, wens, wij, wil, zijn"
        ),
        one=_words("een, 1"),
    ),
    "ar": Vocabulary(
        yes=_words("نعم, اجل, ايوه, ايوا, موافق, اكيد, طبعا, صحيح"),
        no=_words("لا, كلا, ابدا, لا لا"),
        agree=_words("موافق, موافقه, اوافق, اقر, اصرح, اوكد"),
        not_=_words("لا, ليس, ليست, لست, لسنا, ليسوا, مو, مش, غير, بدون, لم, لن"),
        beside_yes_and_no=_words("شكرا, من, فضلك, لو, سمحت, جزيلا"),
        numbers=_listed("صفر, واحد, اثنان, ثلاثه, اربعه, خمسه, سته, سبعه, ثمانيه, تسعه, عشره"),
        ordinals=("الاول,الاولي", "الثاني,الثانيه", "الثالث,الثالثه", "الرابع,الرابعه", "الخامس,الخامسه"),
        last=_words("الاخير, الاخيره"),
        articles=frozenset(),
        beside_numbers=_words(
            "رقم, حوالي, تقريبا, الخيار, من, فضلك, شكرا, جزيلا, لو, سمحت, رجاء"
        ),
        and_=_words("و"),
        attached_and="و",
        attached_article="ال",
        or_=_words("او, ام"),
        turning=_words(
            "لكن, اذا, الا, ربما, تقريبا, او, ام, عندما, حتي"
        ),
        all_=_words("كل, الكل, كلها, جميعها"),
        none=_words("لا شيء"),
        months={
            "شباط": 2, "اذار": 3, "نيسان": 4, "ايار": 5, "حزيران": 6, "تموز": 7, "اب": 8, "ايلول": 9,
            "جانفي": 1, "فيفري": 2, "افريل": 4, "ماي": 5, "جوان": 6, "جويليه": 7, "اوت": 8,
            "كانون الاول": 12, "كانون الثاني": 1, "تشرين الاول": 10, "تشرين الثاني": 11,
            "يونيه": 6, "يوليه": 7, "يوليوز": 7, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12,
        },
        days={"اليوم": 0, "غدا": 1, "بعد غد": 2, "امس": -1, "اول امس": -2},
        ahead=_words("بعد"),
        ago=_words("قبل, منذ"),
        lengths={
            "يوم": "day", "ايام": "day", "اسبوع": "week", "اسابيع": "week", "شهر": "month", "اشهر": "month",
            "سنه": "year", "سنوات": "year",
        },
        counted_lengths={
            "يوم": (1, "day"), "يومين": (2, "day"), "اسبوع": (1, "week"), "اسبوعين": (2, "week"),
            "شهر": (1, "month"), "شهرين": (2, "month"), "سنه": (1, "year"), "سنتين": (2, "year"),
        },
        next_=_words("القادم, القادمه, المقبل"),
        previous=_words("الماضي, الماضيه"),
        this=_words("هذا, يوم"),
        beside_dates=_words("في, من, منذ, يوم, شكرا"),
        day_endings=frozenset(),
        introductions=_words("اسمي, الاسم"),
        hedges=_words(
            "اعتقد, اظن, مره, اخري, جدا, فقط, اسكن"
        ),
        asides=_words(
            "ابغي, اريد, الخير, السلام, الي, انا, ب, بلاغ, جزيلا, رجاء, رقم, سلام, سمحت, شكرا, صباح, علي, عليكم,"
            " عن, عند, عندي, فضلك, في, فيه, قرب, لو, مرحبا, مساء, مع, من, نحن, هذا, هذه, هنا, هناك, و, يوجد"
        ),
        one=_words("واحد, واحده"),
    ),
}  # fmt: skip
