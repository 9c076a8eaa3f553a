from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.crowd import paired
from benchmarks.dialogue import with_five_questions
from benchmarks.first_page import named_in
from benchmarks.made_services import answers, definition
from benchmarks.sampling import room_of
from service.definitions.folder import read_folder
from service.definitions.loading import load
from tests.conftest import ROOT


def test_a_step_of_the_web_is_a_post_and_the_page_to_which_it_leads() -> None:
    assert paired([("begin", 1.0), ("", 0.5), ("danger", 2.0), ("", 0.25)]) == [
        ("begin", 1.5),
        ("danger", 2.25),
    ]


def test_a_page_makes_a_browser_fetch_styles_and_pictures_but_no_links() -> None:
    page = '<link rel="stylesheet" href="/a.css"><a href="/b">b</a><use href="/c.svg#mark"></use> url(/d.svg)'
    assert list(named_in(page)) == ["/a.css", "/c.svg", "/d.svg"]


def test_the_comparison_asks_five_questions_at_both_doors(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config" / "services" / "street-problem", tmp_path / "street-problem")
    with_five_questions(tmp_path / "street-problem" / "service.yaml")
    loaded = load(read_folder(tmp_path / "street-problem"))
    assert loaded.definition is not None
    asked = {each.question.code: each.question for block in loaded.definition.blocks for each in block.asked}
    assert {"danger", "problem", "size", "where", "mobile"} < set(asked)
    assert "photo" not in asked
    assert asked["mobile"].known_from is None


@pytest.mark.parametrize("length", [5, 30])
def test_a_made_up_service_has_that_many_questions(length: int) -> None:
    made = definition(length)
    assert sum(len(block.asked) for block in made.blocks) == length
    assert len(answers(length)) == length


def test_time_is_booked_on_the_innermost_room() -> None:
    outer = compile("0", "/x/channels/sms/door.py", "eval")
    inner = compile("0", "/x/sqlalchemy/engine/base.py", "eval")
    library = compile("0", "/usr/lib/python3.11/json/encoder.py", "eval")
    assert room_of((outer, inner)) == "store"
    assert room_of((outer, library)) == "the door"
    assert room_of((library,)) == "elsewhere"
