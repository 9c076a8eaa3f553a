from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.registers.streets import COLUMNS, BrokenRegister, Found, Street, StreetRegister, load

REGISTER = load(Path(__file__).parents[3] / "config" / "registers" / "streets.csv")
STREETS = tuple(REGISTER)


def _shared_names() -> dict[str, set[str]]:
    """Names that several streets bear, with the districts they are in."""
    districts: dict[str, set[str]] = defaultdict(set)
    for street in STREETS:
        for name in {*street.names.values(), *street.aliases}:
            districts[name].add(street.district)
    return {name: where for name, where in districts.items() if len(where) > 1}


SHARED = _shared_names()


def names(found: tuple[Found, ...]) -> list[str]:
    return [f"{one.street.name('nl')} {one.street.postcode}" for one in found]


# What people write, the one street it means (its postcode where the name is shared), and the number.
CERTAIN = [
    # Dutch, as it comes
    ("Kerkstraat 12", "Kerkstraat", "12"),
    ("kerkstr 12", "Kerkstraat", "12"),
    ("kerkstr. 12a", "Kerkstraat", "12A"),
    ("KERKSTRAAT 12", "Kerkstraat", "12"),
    ("kerk straat 12", "Kerkstraat", "12"),
    ("kerkstraat12", "Kerkstraat", "12"),
    ("Kerkstraat", "Kerkstraat", None),
    ("stations pl 3", "Stationsplein", "3"),
    ("stationspl. 3", "Stationsplein", "3"),
    ("koning albertln 10", "Koning Albertlaan", "10"),
    ("kon albert laan 10", "Koning Albertlaan", "10"),
    ("hogeweg 4", "Hoge Weg", "4"),
    ("oostendse stwg 5", "Oostendsesteenweg", "5"),
    ("oostendsestw 5", "Oostendsesteenweg", "5"),
    ("ijsvogelstr 3", "IJsvogelstraat", "3"),
    ("coöperatiestraat 3", "Coöperatiestraat", "3"),
    ("vergeet mij nietstraat 3", "Vergeet-mij-nietstraat", "3"),
    ("11 Novemberlaan 4", "Elfnovemberlaan", "4"),
    ("1 meiplein 4", "Eerste Meiplein", "4"),
    ("Leopold I-straat 5", "Leopold I-straat", "5"),
    ("leopold 1 straat 5", "Leopold I-straat", "5"),
    ("Dr. Depagestr. 4", "Dokter Depagestraat", "4"),
    ("statieplein 3", "Stationsplein", "3"),
    # French, the number before or behind
    ("12 rue de l'eglise", "Kerkstraat", "12"),
    ("12, rue de l’Église", "Kerkstraat", "12"),
    ("rue eglise 12", "Kerkstraat", "12"),
    ("r. de l'église, n° 12", "Kerkstraat", "12"),
    ("au 12 de la rue de l'Église", "Kerkstraat", "12"),
    ("12bis rue de l'église", "Kerkstraat", "12bis"),
    ("12 rue de l'Église, 2e étage", "Kerkstraat", "12"),
    ("12 bte 3 rue de l'Église", "Kerkstraat", "12 bus 3"),
    ("12 rue de l'Église bte 3", "Kerkstraat", "12 bus 3"),
    ("pl de la gare 3", "Stationsplein", "3"),
    ("Place gare 3", "Stationsplein", "3"),
    ("av. roi albert 10", "Koning Albertlaan", "10"),
    ("avenue du roi albert 10", "Koning Albertlaan", "10"),
    ("ch. d'ostende 40", "Oostendsesteenweg", "40"),
    ("chée d’Ostende 40", "Oostendsesteenweg", "40"),
    ("rue des soeurs noires 4", "Zwartzustersstraat", "4"),
    ("rue des oeillets 3", "Anjerstraat", "3"),
    ("grand'place 4", "Grote Markt", "4"),
    ("Kerkstraat 12 à Bruggepont", "Kerkstraat", "12"),
    # saints and Our Lady
    ("st jansstr 5", "Sint-Jansstraat", "5"),
    ("St.-Jansstraat 5", "Sint-Jansstraat", "5"),
    ("sintjansstraat 5", "Sint-Jansstraat", "5"),
    ("rue st-jean 5", "Sint-Jansstraat", "5"),
    ("pl st pierre 1", "Sint-Pietersplein", "1"),
    ("rue ste-anne 4", "Sint-Annastraat", "4"),
    ("O.L.V.-straat 3", "Onze-Lieve-Vrouwestraat", "3"),
    ("olvstr 3", "Onze-Lieve-Vrouwestraat", "3"),
    ("O.L.Vrouwplein 3", "Onze-Lieve-Vrouweplein", "3"),
    ("onze lieve vrouw plein 3", "Onze-Lieve-Vrouweplein", "3"),
    # house numbers
    ("Kerkstraat 12 bus 3", "Kerkstraat", "12 bus 3"),
    ("Kerkstraat 12 A bus 3", "Kerkstraat", "12A bus 3"),
    ("kerkstraat 12 b", "Kerkstraat", "12B"),
    ("kerkstraat 12 b 3", "Kerkstraat", "12 bus 3"),
    ("kerkstraat 12/3", "Kerkstraat", "12 bus 3"),
    ("kerkstraat 12 bus 0301", "Kerkstraat", "12 bus 0301"),
    ("kerkstraat 12 - 14", "Kerkstraat", "12-14"),
    ("Kerkstr., nr. 12 (bus 3)", "Kerkstraat", "12 bus 3"),
    ("Kerkstraat #12", "Kerkstraat", "12"),
    ("Kerkstraat № 12", "Kerkstraat", "12"),
    ("kerkstraat 999", "Kerkstraat", "999"),
    ("kerkstraat 12345", "Kerkstraat", None),
    ("kerkstraat 0470 12 34 56", "Kerkstraat", None),
    ("kerkstraat, +32 470 12 34 56", "Kerkstraat", None),
    ("kerkstraat 14u30", "Kerkstraat", None),
    ("there are 2 holes in Kerkstraat", "Kerkstraat", None),
    # in a sentence
    ("bij Kerkstraat nr 12", "Kerkstraat", "12"),
    ("corner of Kerkstraat", "Kerkstraat", None),
    ("nummer 12 in de Kerkstraat", "Kerkstraat", "12"),
    ("Kerkstraat thv 12", "Kerkstraat", "12"),
    ("Kerkstraat 12 ter hoogte van de bakker", "Kerkstraat", "12"),
    ("lamp 5, Kerkstraat 12", "Kerkstraat", "12"),
    ("Kerkstraat 12, achter de Grote Markt", "Kerkstraat", "12"),
    ("Kerkstraat / Rue de l'Église 12", "Kerkstraat", "12"),
    ("A big hole in the road, in front of the bakery at kerksraat 12", "Kerkstraat", "12"),
    # with a postcode or district, ours or not
    ("Kerkstraat 12, 8900 Bruggepont", "Kerkstraat", "12"),
    ("Kerkstr. 12 bte 3, B-8990 Bruggepont", "Kerkstraat", "12 bus 3"),
    ("8990 Bruggepont, Kerkstraat 12", "Kerkstraat", "12"),
    ("Kerkstraat 12 8994", "Kerkstraat", "12"),
    ("Schoolstraat 4 8991", "Schoolstraat 8991", "4"),
    ("8991 rue de l'ecole 4", "Schoolstraat 8991", "4"),
    ("schoolstr 4 centrum", "Schoolstraat 8990", "4"),
    ("4 rue de l'École, centre", "Schoolstraat 8990", "4"),
    ("OOSTRODE, dorpstraat 5", "Dorpsstraat 8994", "5"),
    # one road through two districts, its numbers running on
    ("gentsesteenweg 100", "Gentsesteenweg 8990", "100"),
    ("ch de gand 300", "Gentsesteenweg 8994", "300"),
    # slips of the finger
    ("kerksraat 12", "Kerkstraat", "12"),
    ("reu de l'eglise 12", "Kerkstraat", "12"),
    ("rue de leglise 12", "Kerkstraat", "12"),
    ("rue dela gare 12", "Stationsstraat", "12"),
    ("stationstraat 7", "Stationsstraat", "7"),
    ("oued kaai 4", "Oude Kaai", "4"),
    ("Burgemester Lanoystraat 4", "Burgemeester Lannoystraat", "4"),
    ("molnestraat 5 8991", "Molenstraat 8991", "5"),
    ("bij sterstraat 5", "Sterstraat", "5"),
    # other scripts and invisible marks
    ("شارع الكنيسة 12", "Kerkstraat", "12"),
    ("١٢ شارع الكنيسه", "Kerkstraat", "12"),
    ("شارع كنيسة رقم ١٢", "Kerkstraat", "12"),
    ("ساحة المحطة", "Stationsplein", None),
    ("\u200ekerk\u200fstraat\u200b \u2066١٢\u2069", "Kerkstraat", "12"),
    ("ｋｅｒｋｓｔｒａａｔ　１２", "Kerkstraat", "12"),
    ("rue de l'E\u0301glise 12", "Kerkstraat", "12"),
]

AMBIGUOUS = [
    ("Schoolstraat 4", ["Schoolstraat 8990", "Schoolstraat 8991"]),
    ("4 rue de l'ecole, Bruggepont", ["Schoolstraat 8990", "Schoolstraat 8991"]),
    ("شارع المدرسة 4", ["Schoolstraat 8990", "Schoolstraat 8991"]),
    ("Schoolstraat 4 8994", ["Schoolstraat 8990", "Schoolstraat 8991"]),
    ("molnestr 5", ["Molenstraat 8991", "Molenstraat 8994"]),
    ("gentsesteenweg", ["Gentsesteenweg 8990", "Gentsesteenweg 8994"]),
    ("hoek Kerkstraat / Bergstraat", ["Kerkstraat 8990", "Bergstraat 8990"]),
    ("perkstraat 4", ["Kerkstraat 8990", "Parkstraat 8990"]),
    ("holeweg 4", ["Hoge Weg 8994", "Holle Weg 8994"]),
    ("rue du carme 4", ["Karmelietenstraat 8990", "Haagbeukstraat 8993"]),
    ("oued molenstraat 5", ["Molenstraat 8991", "Molenstraat 8994", "Oude Molenstraat 8991"]),
]

UNKNOWN = [
    "", " ", "?", "12", "8990", "yes", "straat", "rue de la", "school", "the road near the church",
    "Nowhere Lane 12", "kreksstraat 12", "bastraat", "\x00", "\ud800", "🕳️", "x" * 2000,
    "x" * 200 + " kerkstraat 12",
]  # fmt: skip


@pytest.mark.parametrize(("words", "name", "number"), CERTAIN)
def test_what_people_write_finds_one_street_and_its_number(words: str, name: str, number: str | None) -> None:
    (found,) = REGISTER.find(words)
    assert name in {found.street.name("nl"), f"{found.street.name('nl')} {found.street.postcode}"}
    assert found.number == number


@pytest.mark.parametrize(("words", "meant"), AMBIGUOUS)
def test_where_several_streets_can_be_meant_all_are_named(words: str, meant: list[str]) -> None:
    assert names(REGISTER.find(words)) == meant


@pytest.mark.parametrize("words", UNKNOWN, ids=range(len(UNKNOWN)))
def test_what_is_no_street_finds_none(words: str) -> None:
    assert REGISTER.find(words) == ()


def test_every_street_is_certain_by_each_of_its_names_its_postcode_and_a_number_it_has() -> None:
    for street in STREETS:
        for name in (*street.names.values(), *street.aliases):
            for number in (str(street.lowest), str(street.highest)):
                found = (Found(street, number),)
                assert REGISTER.find(f"{name} {number}, {street.postcode} Bruggepont") == found, name
                assert REGISTER.find(f"{number} {name} {street.postcode}") == found, name


def unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@given(
    street=st.sampled_from(STREETS),
    language=st.sampled_from(["nl", "fr"]),
    written=st.sampled_from([str, str.upper, str.lower, unaccented, lambda name: name.replace("-", " ")]),
    before=st.sampled_from(
        ["", "bij ", "op de hoek van de ", "corner of ", "devant la ", "Jan Peeters, ", "a hole in "]
    ),
    after=st.sampled_from(
        ["", ", Bruggepont", " near the school", ", naast de bakker", " svp", ". Thank you"]
    ),
    data=st.data(),
)
def test_a_name_is_found_however_it_is_written_and_whatever_stands_around_it(
    street, language, written, before, after, data
) -> None:
    number = data.draw(st.none() | st.integers(street.lowest, street.highest).map(str))
    said = f"{before}{written(street.name(language))}{' ' + number if number else ''}{after}"
    found = REGISTER.find(said)
    assert Found(street, number) in found
    assert {one.street.name("nl") for one in found} == {street.name("nl")}


@given(street=st.sampled_from(STREETS), data=st.data())
def test_two_letters_that_changed_places_do_not_lead_to_another_street_only(street, data) -> None:
    name = street.name("nl")
    at = data.draw(st.integers(1, len(name) - 2))
    said = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    meant = {name, said}  # Brugstraat and Burgstraat are both streets
    found = REGISTER.find(f"{said} {street.lowest}")
    assert not found or meant & {one.street.name("nl") for one in found}


PIECES = (
    "kerk",
    "straat",
    "12",
    "rue",
    "de",
    "l'",
    "bus",
    "/",
    "-",
    "،",
    "شارع",
    "ال",
    "١",
    "olv",
    "\ud800",
    "8990",
)


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_no_text_breaks_the_search_and_it_never_finds_more_than_six(words: str) -> None:
    assert len(REGISTER.find(words)) <= 6
    assert len(REGISTER.suggest(words)) <= 6


@pytest.mark.parametrize("name", sorted(SHARED))
def test_a_shared_name_gives_all_its_districts(name: str) -> None:
    assert {one.street.district for one in REGISTER.find(name)} == SHARED[name]


@pytest.mark.parametrize("name", sorted(SHARED))
def test_a_postcode_or_a_district_settles_a_shared_name(name: str) -> None:
    for street in REGISTER.find(name):
        by_postcode = REGISTER.find(f"{name}, {street.street.postcode} Bruggepont")
        by_district = REGISTER.find(f"{street.street.district.upper()}: {name}")
        assert by_postcode == by_district == (street,)


def test_a_street_has_the_numbers_between_its_lowest_and_its_highest() -> None:
    road = REGISTER.find("Gentsesteenweg 8994")[0].street
    assert (road.lowest, road.highest) == (220, 498)
    for number in ("220", "300A", "498 bus 3", "300-302", "300bis"):
        assert road.has_number(number), number
    for number in ("219", "499", "2", "", "A", "12345"):
        assert not road.has_number(number), number


def test_a_street_is_named_in_its_two_languages_and_in_dutch_elsewhere() -> None:
    street = REGISTER.find("Kerkstraat")[0].street
    assert [street.name(language) for language in ("nl", "fr", "en", "ar")] == [
        "Kerkstraat", "Rue de l'Église", "Kerkstraat", "Kerkstraat",
    ]  # fmt: skip


def test_a_street_is_found_by_its_id() -> None:
    assert all(REGISTER.by_id(street.id) is street for street in STREETS)
    assert REGISTER.by_id("S999") is None


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kerk", ["Kerkplein 8990", "Kerkstraat 8990", "Kerkwegel 8991", "Kerkhofstraat 8994"]),
        ("Kerkstr", ["Kerkstraat 8990"]),
        ("12 rue de l'egl", ["Kerkstraat 8990"]),
        ("égl", ["Kerkplein 8990", "Kerkstraat 8990", "Kerkwegel 8991"]),
        ("albert", ["Koning Albertlaan 8990"]),
        ("11 nov", ["Elfnovemberlaan 8990"]),
        ("olv", ["Onze-Lieve-Vrouweplein 8990", "Onze-Lieve-Vrouwestraat 8990"]),
        ("st pi", ["Sint-Pietersplein 8990"]),
        ("schoolstr", ["Schoolstraat 8990", "Schoolstraat 8991"]),
        ("ساحة المحط", ["Stationsplein 8990"]),
        ("", []),
        ("12", []),
        ("zzz", []),
    ],
)
def test_streets_are_offered_while_a_word_of_a_name_is_being_typed(typed: str, offered: list[str]) -> None:
    assert [f"{street.name('nl')} {street.postcode}" for street in REGISTER.suggest(typed)] == offered


def test_no_more_streets_are_offered_than_asked_for() -> None:
    assert len(REGISTER.suggest("s", limit=3)) == 3
    assert REGISTER.suggest("s", limit=0) == ()


@given(street=st.sampled_from(STREETS), language=st.sampled_from(["nl", "fr"]))
def test_a_street_is_offered_for_its_whole_name(street, language) -> None:
    assert street in REGISTER.suggest(street.name(language))


def test_the_register_of_bruggepont_is_whole() -> None:
    assert 400 <= len(STREETS) <= 420
    assert len({(street.lat, street.lon) for street in STREETS}) == len(STREETS)
    assert len({(street.postcode, street.district) for street in STREETS}) == 5
    assert sum(name in SHARED for name in {street.name("nl") for street in STREETS}) == 12
    for street in STREETS:
        assert 51.02 < street.lat < 51.08, street
        assert 3.15 < street.lon < 3.25, street


HEADER = ",".join(COLUMNS)
ROW = "S1,Dorpsstraat,Rue du Village,8991,Westmeers,51.05,3.16,Dorp|القرية,2,40"


def register_of(folder: Path, *lines: str) -> StreetRegister:
    path = folder / "streets.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return load(path)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    names = {"nl": "Dorpsstraat", "fr": "Rue du Village"}
    expected = Street("S1", names, "8991", "Westmeers", 51.05, 3.16, ("Dorp", "القرية"), 2, 40)
    assert tuple(register_of(tmp_path, HEADER, ROW)) == (expected,)


def test_in_a_town_with_high_house_numbers_four_digits_can_be_a_house(tmp_path: Path) -> None:
    register = register_of(tmp_path, HEADER, ROW.replace(",40", ",1240"))
    assert [one.number for one in register.find("Dorpsstraat 1024, 8991")] == ["1024"]
    assert [one.number for one in register.find("Dorpsstraat 8991")] == [None]


def test_an_empty_register_knows_no_street(tmp_path: Path) -> None:
    register = register_of(tmp_path, HEADER)
    assert register.find("Kerkstraat 12") == ()
    assert register.suggest("k") == ()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "line 1: the columns must be id,name_nl"),
        (["id,name"], "line 1: the columns must be id,name_nl"),
        ([HEADER, ROW, ROW], "line 3: S1 stands there twice"),
        ([HEADER, ROW.replace(",2,", ",50,")], "line 2: house numbers cannot run from 50 to 40"),
        ([HEADER, ROW.replace("51.05", "north")], "line 2: could not convert string to float: 'north'"),
        ([HEADER, ROW.replace("51.05", "nan")], "line 2: lat and lon must be degrees"),
        ([HEADER, ROW.replace("Rue du Village", " ")], "line 2: name_fr must not be empty"),
        ([HEADER, ROW.rsplit(",", 1)[0]], "line 2: highest_number must not be empty"),
        ([HEADER, ROW + ",1"], "line 2: too many columns"),
        ([HEADER, '"S1'], "line 2: "),
    ],
)
def test_a_broken_register_says_where_and_why(tmp_path: Path, lines: list[str], reason: str) -> None:
    with pytest.raises(BrokenRegister) as broken:
        register_of(tmp_path, *lines)
    assert f"streets.csv, {reason}" in str(broken.value)
