from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest

from service.quiet_hours import QuietHours
from service.town import OpenData, Town, read_town
from service.watching import Watch

BRUGGEPONT = Path(__file__).parents[2] / "config" / "town.toml"
WRITTEN = """
name = "Bruggepont"
languages = ["en", "fr"]

[doors.web]
label = "Website"
words = "on the website"

[doors.kiosk]

[offices.works]
name = "Public Works"
phone = "050 00 00 10"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "town.toml"
    written.write_text(WRITTEN, "utf-8")
    return written


def test_the_demo_town_is_read() -> None:
    town = read_town(BRUGGEPONT)
    assert (town.name, town.language, town.timezone, town.currency) == (
        "Bruggepont",
        "en",
        "Europe/Brussels",
        "EUR",
    )
    assert town.offices["public-works"].phone == "050 00 00 10"
    assert {address.door for address in town.addresses} >= {"web", "sms", "kiosk"}


def test_what_is_not_written_is_as_in_belgium(file: Path) -> None:
    town = read_town(file)
    assert (town.timezone, town.currency, town.region, town.phone) == ("Europe/Brussels", "EUR", "BE", "")


def test_doors_keep_the_order_in_which_they_are_recommended(file: Path) -> None:
    assert [address.door for address in read_town(file).addresses] == ["web", "kiosk"]


def test_a_door_is_called_by_its_name_unless_it_has_a_label(file: Path) -> None:
    town = read_town(file)
    web, kiosk = town.address_of("web"), town.address_of("kiosk")
    assert web is not None
    assert kiosk is not None
    assert (web.label, kiosk.label) == ("Website", "kiosk")
    assert town.address_of("voice") is None


def test_doors_on_the_net_get_their_addresses_and_nothing_else_changes(file: Path) -> None:
    town = read_town(file)
    reached = town.at({"web": "https://town.example/"})
    assert [address.url for address in reached.addresses] == ["https://town.example/", ""]
    assert reached.at({"web": ""}) == town


@pytest.mark.parametrize(("wanted", "spoken"), [("fr", "fr"), ("nl", "en"), ("", "en"), ("FR", "en")])
def test_a_language_that_the_town_does_not_speak_becomes_its_first(
    file: Path, wanted: str, spoken: str
) -> None:
    assert read_town(file).spoken(wanted) == spoken


def test_what_messages_cost_keeps_the_digits_that_were_written(file: Path) -> None:
    assert read_town(file).prices is None
    file.write_text(WRITTEN + '[prices.text_part]\ntown_sends = "0.0835"\n', "utf-8")
    prices = read_town(file).prices
    assert prices is not None
    assert (str(prices.text_part.town_sends), prices.text_part.person_sends) == ("0.0835", 0)
    assert prices.picture.person_sends == 0


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[prices.text_part]\ntown_sends = 0.09", "`prices.text_part.town_sends` must be a price in quotes"),
        ('[prices.text_part]\ntown_sends = "free"', "not 'free'"),
        ('[prices.text_part]\ntown_sends = "-1"', "not '-1'"),
        ('[prices.text_part]\ntown_sends = "NaN"', "not 'NaN'"),
        ('[prices.text_part]\ntown_send = "1"', "`prices.text_part` has no key `town_send`"),
        ('[prices]\ntext_part = "1"', "`prices.text_part` must be a table"),
        ('[prices]\ntext = "1"', "`prices` has no key `text`; there are: picture, text_part"),
    ],
)
def test_a_price_that_is_none_is_refused_by_its_key(file: Path, written: str, sentence: str) -> None:
    file.write_text(WRITTEN + written, "utf-8")
    with pytest.raises(ValueError, match=r"town\.toml") as refused:
        read_town(file)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("name = ", "called = "), "the key 'name' is missing"),
        (('name = "Public Works"', ""), "the key 'name' is missing"),
        (('["en", "fr"]', "[]"), "`languages` must be a list"),
        (('["en", "fr"]', '"en"'), "`languages` must be a list"),
        (("languages", 'timezone = "Europe/Brussel"\nlanguages'), "not Europe/Brussel"),
        (("languages", "timezone = 1\nlanguages"), "not 1"),
        (('["en", "fr"]', '["en"'), "town.toml: "),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_that_names_the_file(
    file: Path, change: tuple[str, str], sentence: str
) -> None:
    file.write_text(WRITTEN.replace(*change), "utf-8")
    with pytest.raises(ValueError, match=r"town\.toml") as refused:
        read_town(file)
    assert sentence in str(refused.value)


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="every town needs one"):
        read_town(tmp_path / "town.toml")


def test_a_file_that_is_no_text_is_said_in_a_sentence(file: Path) -> None:
    file.write_bytes(b"name = \xff")
    with pytest.raises(ValueError, match=r"town\.toml"):
        read_town(file)


def test_two_towns_read_alike_are_alike(file: Path) -> None:
    assert read_town(file) == read_town(file)
    assert isinstance(read_town(file), Town)


def test_a_listener_approves_a_voice_with_a_name_and_a_day(file: Path) -> None:
    approved = '\n[voices.fr]\napproved_by = "Luc, of the library"\napproved_on = 2026-11-30\n'
    file.write_text(WRITTEN + approved, "utf-8")
    assert read_town(file).voices["fr"].by == "Luc, of the library"
    assert "en" not in read_town(file).voices


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[voices.de]\n", "`voices` has no key `de`"),
        ('[voices.fr]\napproved_by = "Luc"\n', "`voices.fr` needs `approved_by`"),
        ("[voices.fr]\napproved_on = 2026-11-30\n", "`voices.fr` needs `approved_by`"),
        ('[voices.fr]\nby = "Luc"\n', "`voices.fr` has no key `by`"),
    ],
)
def test_an_approval_without_a_listener_or_a_day_is_none(file: Path, written: str, sentence: str) -> None:
    file.write_text(WRITTEN + "\n" + written, "utf-8")
    with pytest.raises(ValueError, match=sentence):
        read_town(file)


def test_the_hours_in_which_an_outpost_is_expected_are_all_or_two_times_of_day(file: Path) -> None:
    assert read_town(file).watch == Watch("Europe/Brussels")
    file.write_text(f"{WRITTEN}\n[outpost_hours]\nfrom = 07:00:00\nuntil = 22:00:00\n", "utf-8")
    assert read_town(file).watch == Watch("Europe/Brussels", time(7), time(22))
    file.write_text(f"{WRITTEN}\n[outpost_hours]\nfrom = 07:00:00\n", "utf-8")
    assert read_town(file).watch == Watch("Europe/Brussels", time(7), time(0)), "until the day ends"


@pytest.mark.parametrize(
    "lines", ["from = 22:00:00\nuntil = 07:00:00", "from = 7", 'until = "22:00"', "at = 07:00:00"]
)
def test_outpost_hours_that_are_none_are_told(file: Path, lines: str) -> None:
    file.write_text(f"{WRITTEN}\n[outpost_hours]\n{lines}\n", "utf-8")
    with pytest.raises(ValueError, match="outpost_hours"):
        read_town(file)


def test_quiet_hours_are_two_times_of_day(file: Path) -> None:
    assert read_town(file).quiet is None
    file.write_text(f"{WRITTEN}\n[quiet_hours]\nfrom = 21:00:00\nuntil = 08:00:00\n", "utf-8")
    assert read_town(file).quiet == QuietHours(time(21), time(8))


@pytest.mark.parametrize(
    "lines", ["from = 21:00:00", 'from = "21"\nuntil = "8"', "from = 21:00:00\nuntil = 21:00:00"]
)
def test_quiet_hours_that_are_none_are_told(file: Path, lines: str) -> None:
    file.write_text(f"{WRITTEN}\n[quiet_hours]\n{lines}\n", "utf-8")
    with pytest.raises(ValueError, match="quiet_hours"):
        read_town(file)


def test_a_town_says_on_what_terms_it_gives_its_data_away(file: Path) -> None:
    assert read_town(file).open_data == OpenData()
    terms = OpenData("https://licence.example/", "data@town.example", "http://places.example/1")
    file.write_text(
        f'''{WRITTEN}
[open_data]
licence = "{terms.licence}"
contact = "{terms.contact}"
place = "{terms.place}"
''',
        "utf-8",
    )
    assert read_town(file).open_data == terms


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            'licence = "CC BY 4.0"',
            "`open_data.licence` must be an address that begins with http, not 'CC BY 4.0'",
        ),
        ("licence = 4", "`open_data.licence` must be an address"),
        ('licence = "https://a b"', "`open_data.licence` must be an address"),
        ('place = "Bruggepont"', "`open_data.place` must be an address"),
        ('contact = "050 00 00 00"', "`open_data.contact` must be an email address"),
        ('license = "https://licence.example/"', "`open_data` has no key `license`"),
    ],
)
def test_terms_that_are_none_are_told(file: Path, line: str, sentence: str) -> None:
    file.write_text(f"{WRITTEN}\n[open_data]\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_town(file)


def test_an_office_is_part_of_a_government_that_is_known(file: Path) -> None:
    assert read_town(file).offices["works"].level == ""
    file.write_text(f'{WRITTEN}level = "village"\n', "utf-8")
    with pytest.raises(ValueError, match="must be one of municipality, region, country, not 'village'"):
        read_town(file)
