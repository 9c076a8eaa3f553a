"""What the page asks for: one script, one sheet, words a language at a time; kept by browsers until it changes."""

import gzip
import json
import re
from pathlib import Path

import pytest

from channels.kiosk.one_file import NotPlain, one_script, one_sheet
from channels.kiosk.words import GREETING

HEAVIEST = 60 * 1024
"""Bytes, compressed: the page, its sheet and its script, with the keys and the words of one language."""
SCREEN = Path(__file__).resolve().parents[3] / "kiosk_ui" / "screen"


@pytest.fixture
def client(person):
    return person.client


def page_of(client):
    return client.get("/kiosk/").get_data(as_text=True)


def given_in(page):
    return json.loads(
        re.search(r'<script type="application/json" id="given">(.*?)</script>', page, re.DOTALL)[1]
    )


def named_in(page):
    """The sheets and scripts that a browser fetches with the page."""
    return re.findall(r'(?:<link rel="stylesheet" href|<script type="module" src)="([^"]+)"', page)


# What it weighs


def test_the_whole_screen_is_light(client):
    page = page_of(client)
    parts = [page.encode(), *(client.get(address).data for address in named_in(page))]
    assert len(parts) == 3
    assert sum(len(gzip.compress(part)) for part in parts) < HEAVIEST


def test_the_page_brings_the_words_of_one_language_and_a_greeting_in_each(client):
    first, *others = given_in(page_of(client))["languages"]
    assert first["code"] == "en"
    assert first["words"]["go_on"] == "Continue"
    assert [each["code"] for each in others] == ["fr", "nl", "ar"]
    for language in others:
        assert set(language["words"]) == set(GREETING)
        fetched = client.get(language["address"]).get_json()
        assert set(fetched) == set(first["words"])
        assert fetched.items() >= language["words"].items()
    assert first["words"]["decimal_separator"] == "."
    assert client.get(others[0]["address"]).get_json()["go_on"] == "Continuer"


def test_nothing_but_the_greeting_is_asked_for_in_a_language_that_was_not_chosen():
    before = "".join((SCREEN / name).read_text("utf-8") for name in ("attract.js", "languages.js"))
    assert set(re.findall(r'sayIn\(\w+, "(\w+)"', before)) <= set(GREETING)


# How it is kept


def test_what_the_page_names_is_kept_for_as_long_as_it_stays_the_same(client):
    page = page_of(client)
    addresses = [*named_in(page), given_in(page)["languages"][1]["address"]]
    for address in addresses:
        reply = client.get(address)
        assert reply.status_code == 200
        assert "immutable" in reply.headers["Cache-Control"]
        older = client.get(re.sub(r"[0-9a-f]{12}\.", "0123456789ab.", address))
        assert older.data == reply.data
        assert older.headers["Cache-Control"] == "no-store"


def test_it_travels_compressed_and_the_page_does_not(client):
    packed = {"Accept-Encoding": "gzip"}
    page = client.get("/kiosk/", headers=packed)
    assert "Content-Encoding" not in page.headers
    for address in named_in(page.get_data(as_text=True)):
        reply = client.get(address, headers=packed)
        assert reply.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(reply.data) == client.get(address).data


def test_there_are_no_words_of_a_language_that_the_town_does_not_speak(client):
    assert client.get("/kiosk/words/de/0123456789ab.json").status_code == 404


# Many files as one


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        file = tmp_path / name
        file.write_text(content, "utf-8")
        return file

    return write


def test_what_is_imported_comes_before_what_imports_it_and_each_once(write):
    write("one.js", "export const ONE = 1;\n")
    write("two.js", 'import { ONE } from "./one.js";\nexport function two() {\n  return ONE + ONE;\n}\n')
    main = write(
        "main.js", 'import { ONE as least } from "./one.js";\nimport { two } from "./two.js";\ntwo();\n'
    )
    script = one_script(main)
    assert re.findall(r"const \$(\w+) = ", script) == ["one", "two", "main"]
    assert "const { ONE: least } = $one;" in script
    assert "return { two: two };" in script


def test_a_list_of_names_at_the_end_is_exported_by_those_names(write):
    write("packed.js", "class O {}\nexport{O as Keyboard,O as default};\n")
    script = one_script(write("main.js", 'import { Keyboard } from "./packed.js";\nnew Keyboard();\n'))
    assert "return { Keyboard: O, default: O };" in script


def test_remarks_stay_behind_but_not_whose_work_it_is(write):
    script = one_script(
        write("main.js", '/*! MIT */\n/** Says. */\n// why\nconst at = "http://a"; // an address\n')
    )
    assert "MIT" in script
    assert '"http://a";\n' in script
    assert not re.search("Says|why|an address", script)
    sheet = one_sheet([write("a.css", "/*! MIT */ /* why */\nb { color: red }\n"), write("b.css", "i { }\n")])
    assert "why" not in sheet
    assert sheet.index("MIT") < sheet.index("b {") < sheet.index("i {")


@pytest.mark.parametrize(
    "written",
    [
        'import * as all from "./one.js";\n',
        "export default 1;\n",
        "const here = import.meta.url;\n",
        'import { a } from "./main.js";\n',
    ],
)
def test_a_module_that_is_written_in_another_way_is_refused(write, written):
    write("one.js", "export const ONE = 1;\n")
    with pytest.raises(NotPlain):
        one_script(write("main.js", written))
