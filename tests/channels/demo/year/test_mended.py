"""The town's definitions as they were before they were mended: the same but for what people stumbled over."""

from __future__ import annotations

import shutil
from pathlib import Path

from channels.demo.year.mended import MENDED, as_it_was, mend
from tests.conftest import ROOT

CONFIG = ROOT / "config"


def test_before_it_was_mended_one_line_of_one_question_stood_otherwise() -> None:
    with as_it_was(CONFIG) as (folder, services):
        for each in MENDED:
            before = (services / each.service / "service.yaml").read_text().splitlines()
            now = (CONFIG / "services" / each.service / "service.yaml").read_text().splitlines()
            different = [(one, other) for one, other in zip(before, now, strict=True) if one != other]
            assert [(one.strip(), other.strip()) for one, other in different] == [(each.before, each.now)]
        assert sorted(each.name for each in folder.iterdir()) == sorted(
            each.name for each in CONFIG.iterdir()
        )
        mend(CONFIG, services)
        for each in MENDED:
            assert (services / each.service / "service.yaml").read_bytes() == (
                CONFIG / "services" / each.service / "service.yaml"
            ).read_bytes()
    assert not folder.exists()


def test_what_an_owner_has_written_otherwise_or_taken_away_was_never_wrong(tmp_path: Path) -> None:
    shutil.copytree(CONFIG / "services", tmp_path / "services")
    file = tmp_path / "services" / "street-problem" / "service.yaml"
    file.write_text(file.read_text().replace("number: optional", "own: true"))
    shutil.rmtree(tmp_path / "services" / "parking-permit")
    with as_it_was(tmp_path) as (_, services):
        assert (services / "street-problem" / "service.yaml").read_text() == file.read_text()
    shutil.rmtree(tmp_path / "services" / "street-problem")
    with as_it_was(tmp_path) as (_, services):
        mend(tmp_path, services)
        assert not (services / "street-problem").exists()
