"""What the pages say is so: commands, settings, paths, links and words."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
import yaml
from flask import Flask

import service
from channels.command import main
from channels.settings import KEYPAD
from service import messages
from service.questions import KINDS
from tests.conftest import ROOT
from tests.docs.pages import PAGES, blocks, named_blocks, prose, rows, section

README = ROOT / "README.md"
OWNERS = ROOT / "docs" / "owners" / "writing-a-service.md"
RUNNING = ROOT / "docs" / "operating" / "running.md"
SETTINGS = (ROOT / "channels" / "settings.py").read_text("utf-8")
VARIABLES = set(re.findall(r'environment\.get\("([A-Z_]+)"', SETTINGS))
MADE = {"var", "build", "dist"}
"""Folders that are made by use and never kept."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


# --- commands -----------------------------------------------------------------------------------------------


def commands_of(page: Path) -> list[list[str]]:
    """What a page tells people to type: lines in blocks, and code between words."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    lines += [line.removeprefix("$ ") for block in blocks(page, "") for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", prose(page))
    typed = [line.split("#")[0].split(" > ")[0].removeprefix(".venv/bin/") for line in lines]
    return [shlex.split(line) for line in typed if re.match(r"(nowrongdoor|make|pytest) [a-z-]", line)]


def command_at(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that is meant by these words, and what is left of them."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.commands.get(words[0])
        assert found, f"there is no command `{words[0]}`"
        command, words = found, words[1:]
    return command, words


def every_command(
    command: click.Command = main, words: str = "nowrongdoor"
) -> Iterator[tuple[str, click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from every_command(each, f"{words} {name}")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@every_page
def test_what_a_page_tells_people_to_type_can_be_typed(page: Path) -> None:
    for program, *words in commands_of(page):
        if program == "make":
            assert words[0] in targets(), f"make {words[0]}"
        elif program == "pytest":
            assert not words[0].startswith("tests/") or (ROOT / words[0]).exists(), words[0]
        else:
            command, rest = command_at(words)
            options = {name for option in command.params for name in option.opts}
            assert {word for word in rest if word.startswith("--")} <= options | {"--help"}, words


def test_readers_are_told_to_type_something() -> None:
    assert len(commands_of(README)) > 5
    assert len(commands_of(OWNERS)) > 5


def test_every_command_is_listed_and_no_other() -> None:
    listed = {
        cells[0].strip("`")
        for cells in rows((ROOT / "docs" / "operating" / "commands.md").read_text("utf-8"))
    }
    assert listed == {words for words, command in every_command() if not isinstance(command, click.Group)}


@pytest.mark.parametrize(
    ("words", "command"), list(every_command()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_every_command_and_option_has_help(words: str, command: click.Command) -> None:
    assert command.help, words
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{words} {option.opts[0]}"
    context = click.Context(command, info_name=words)
    assert command.get_help(context).startswith(f"Usage: {words}")


# --- settings -----------------------------------------------------------------------------------------------


def test_every_variable_that_is_read_is_listed_and_no_other() -> None:
    cells = [each[0].strip("`") for each in rows(section(RUNNING, "## Settings"))]
    listed = [each for each in cells if each.isupper()]
    assert sorted(listed) == sorted(VARIABLES)


@every_page
def test_a_page_names_no_variable_that_is_not_read(page: Path) -> None:
    named = set(re.findall(r"\b(?:NOWRONGDOOR|TWILIO)_[A-Z_]+\b", page.read_text("utf-8")))
    assert named <= VARIABLES


def test_only_the_settings_look_at_the_environment() -> None:
    lookers = [
        str(file.relative_to(ROOT))
        for room in ("channels", "service")
        for file in sorted((ROOT / room).rglob("*.py"))
        if re.search(r"\bos\.(environ|getenv)\b", file.read_text("utf-8"))
    ]
    assert lookers == ["channels/settings.py"]


def test_every_key_of_the_settings_file_is_explained_and_no_other() -> None:
    written = tomllib.loads((ROOT / "config" / "settings.toml").read_text("utf-8"))
    explained = {
        (cells[0].strip("`"), cells[1].strip("`"))
        for cells in rows(section(RUNNING, "## Settings"))
        if cells[0].strip("`") not in VARIABLES
    }
    assert {(name, key) for name, keys in written.items() for key in keys} == explained


def test_every_key_of_the_settings_file_is_read() -> None:
    written = tomllib.loads((ROOT / "config" / "settings.toml").read_text("utf-8"))
    keys = {key for keys in written.values() for key in keys} | set(written)
    assert keys == set(re.findall(r'\.get\("([a-z_]+)"', SETTINGS))


def test_every_deed_of_a_keypad_and_its_keys_are_explained() -> None:
    table = {
        deed: cells[2]
        for cells in rows(section(ROOT / "docs" / "operating" / "kiosk-access.md", "## The keypad"))
        for deed in re.findall(r"`(\w+)`", cells[0])
    }
    assert table.keys() == KEYPAD.keys()
    keys = {key for keys in KEYPAD.values() for key in keys if re.fullmatch(r"[A-Z]|F\d+|\d", key)}
    assert keys <= set(re.findall(r"\w+", " ".join(table.values())))


# --- the house ----------------------------------------------------------------------------------------------


def rooms() -> dict[str, str]:
    return {cells[0].strip("`"): cells[1] for cells in rows(section(README, "## The house"))}


def test_every_room_of_the_map_is_there() -> None:
    assert [room for room in rooms() if not (ROOT / room).is_dir()] == []


def test_every_room_is_on_the_map() -> None:
    top = {f"{each.name}/" for each in ROOT.iterdir() if each.is_dir() and not each.name.startswith(".")}
    top = {each for each in top if each.strip("/") not in MADE and not each.endswith(".egg-info/")} | {".ci/"}
    inner = {
        f"{room}/{each.parent.name}/"
        for room in ("channels", "service")
        for each in (ROOT / room).glob("*/__init__.py")
    }
    assert top | inner <= set(rooms())


@every_page
def test_paths_between_words_exist(page: Path) -> None:
    known = ("service/", "channels/", "config/", "docs/", "tests/", "kiosk_ui/", ".ci/")
    named = [path for path in re.findall(r"`([^`\s]+)`", prose(page)) if path.startswith(known)]
    invented = ("lost-property", "summer-camp", "parcel-box", "<code>")
    written = [block.file for block in named_blocks(page)]
    missing = [
        path
        for path in named
        if not any(word in path for word in invented)
        and not any(file.startswith(path) for file in written)
        and not (ROOT / path).exists()
    ]
    assert missing == []


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        address = urlsplit(target)
        if address.scheme:
            continue
        file = (page.parent / address.path) if address.path else page
        assert file.exists(), target
        assert not address.fragment or address.fragment in anchors(file), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_index_lists_every_page() -> None:
    index, decisions = ROOT / "docs" / "README.md", ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([^)]+\.md)\)", index.read_text("utf-8")))
    pages = {str(page.relative_to(index.parent)) for page in PAGES if page.is_relative_to(index.parent)}
    assert {page for page in pages if not page.startswith("decisions/0")} - {"README.md"} <= listed
    decided = set(re.findall(r"\]\(([^)]+\.md)\)", (decisions / "README.md").read_text("utf-8")))
    assert decided == {page.name for page in decisions.glob("0*.md")}


def test_the_addresses_in_the_readme_answer(app: Flask) -> None:
    addresses = re.findall(r"<http://localhost:8000(/[a-z/]*)>", README.read_text("utf-8"))
    assert len(addresses) == 7
    for address in addresses:
        answer = app.test_client().get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        answer.close()


MOST_IN_PICTURES = 450_000


def test_pictures_are_shown_somewhere_and_light() -> None:
    pictures = set((ROOT / "docs" / "pictures").iterdir())
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text("utf-8"))
    }
    assert shown == pictures
    assert sum(picture.stat().st_size for picture in pictures) < MOST_IN_PICTURES


# --- words --------------------------------------------------------------------------------------------------


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len(README.read_text("utf-8").splitlines()) < 180


def test_the_glossary_explains_every_word_of_the_trade() -> None:
    explained = set(re.findall(r"^(\w+) {2,}\S", service.__doc__ or "", re.MULTILINE))
    crossing = {"Prompt", "Reply", "Turn", "Receipt", "Line"}
    assert crossing <= {name for name in vars(messages) if name[0].isupper()} & explained
    assert {
        "Service",
        "Question",
        "Answer",
        "Journey",
        "Draft",
        "Outcome",
        "Case",
        "Contact",
        "Door",
    } <= explained


def test_owners_and_programmers_use_the_same_words() -> None:
    explained = set(re.findall(r"^(\w+) {2,}\S", service.__doc__ or "", re.MULTILINE))
    taught = {cells[0].strip("*") for cells in rows(section(OWNERS, "## The words"))}
    assert explained & taught >= {
        "Service",
        "Question",
        "Answer",
        "Journey",
        "Outcome",
        "Case",
        "Receipt",
        "Door",
    }


def test_every_kind_is_explained_to_owners() -> None:
    explained = {cells[0].strip("`") for cells in rows(section(OWNERS, "## The kinds"))}
    assert set(KINDS) <= explained


def test_the_example_in_the_readme_is_part_of_the_real_service() -> None:
    real = ROOT / "config" / "services" / "street-problem" / "service.yaml"
    (shown,) = blocks(README, "yaml")
    written = {line.strip() for line in real.read_text("utf-8").splitlines()}
    assert [line for line in shown.splitlines() if line.strip() not in written] == []
    fragment, whole = yaml.safe_load(shown), yaml.safe_load(real.read_text("utf-8"))
    questions = {each["code"]: each for each in whole["questions"]}
    for asked in fragment.pop("questions"):
        options = asked.pop("options", [])
        assert asked.items() <= questions[asked["code"]].items()
        assert all(option in questions[asked["code"]]["options"] for option in options)
    assert fragment.items() <= whole.items()


@every_page
def test_python_in_a_page_is_python(page: Path) -> None:
    for block in blocks(page, "python"):
        ast.parse(block)


LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|TBD|HACK|lorem ipsum|coming soon)\b", re.IGNORECASE)


def test_nothing_is_left_over() -> None:
    rooms_of_ours = ("channels", "config", "docs", "kiosk_ui/screen", "service")
    files = [file for room in rooms_of_ours for file in sorted((ROOT / room).rglob("*")) if file.is_file()]
    files += [README, ROOT / "CHANGELOG.md", ROOT / "Makefile", ROOT / "pyproject.toml"]
    texts = [
        file
        for file in files
        if file.suffix not in (".pyc", ".mo", ".woff2", ".ttf", ".png", ".webp")
        and "static" not in file.parts
    ]
    found = [str(file) for file in texts if LEFT_OVER.search(file.read_text("utf-8"))]
    assert found == []


def test_the_changelog_has_a_place_for_what_is_not_released_yet() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
