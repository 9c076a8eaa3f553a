"""A bundle is run whole and as it was signed, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.bundles import Bundle, Forged, Installed, gathered, opened, signature
from tests.conftest import ROOT

KEY = "the key of this outpost"
ONE = Bundle({"town.toml": b"one", "services/a/service.yaml": b"a: 1"}, {"demo": True})
TWO = Bundle({"town.toml": b"two"}, {"demo": True})


def install(installed: Installed, bundle: Bundle) -> str:
    return installed.install(bundle.packed, signature(bundle.packed, KEY))


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    return Installed(tmp_path / "bundles", KEY)


def test_before_the_first_there_is_none(installed: Installed) -> None:
    assert installed.current() is None


def test_what_was_installed_is_found_again_with_what_is_said_of_the_site(installed: Installed) -> None:
    version = install(installed, ONE)
    assert version == ONE.version
    found = installed.current()
    assert found == (version, installed.folder / version, {"demo": True})
    assert (installed.folder / version / "services" / "a" / "service.yaml").read_bytes() == b"a: 1"


def test_a_newer_one_takes_its_place_and_the_earlier_stays_for_whoever_runs_it(installed: Installed) -> None:
    first, second = install(installed, ONE), install(installed, TWO)
    found = installed.current()
    assert found is not None
    assert found[0] == second
    assert (installed.folder / first / "town.toml").read_bytes() == b"one"
    installed.forget_others(second)
    assert [each.name for each in installed.folder.iterdir() if each.is_dir()] == [second]


@pytest.mark.parametrize(
    ("packed", "signed"),
    [
        (ONE.packed, signature(TWO.packed, KEY)),
        (ONE.packed, signature(ONE.packed, "another key")),
        (ONE.packed + b" ", signature(ONE.packed, KEY)),
        (ONE.packed, ""),
        (b"no bundle", signature(b"no bundle", KEY)),
        (b"[]", signature(b"[]", KEY)),
        (b'{"files": {"a": "?"}, "site": {}}', signature(b'{"files": {"a": "?"}, "site": {}}', KEY)),
    ],
)
def test_what_the_hub_did_not_sign_for_this_outpost_is_not_installed(
    installed: Installed, packed: bytes, signed: str
) -> None:
    version = install(installed, TWO)
    with pytest.raises(Forged):
        installed.install(packed, signed)
    found = installed.current()
    assert found is not None
    assert found[0] == version


@pytest.mark.parametrize("name", ["/etc/passwd", "../town.db", "services/../../x"])
def test_nothing_is_unpacked_outside_of_its_folder(installed: Installed, name: str) -> None:
    packed = Bundle({name: b"x"}, {}).packed
    with pytest.raises(Forged):
        opened(packed, signature(packed, KEY), KEY)


def test_a_process_that_died_while_installing_leaves_the_last_whole_one(installed: Installed) -> None:
    """Power went between the two files: the new bundle stands there with the old signature."""
    install(installed, ONE)
    (installed.folder / "bundle.json").write_bytes(TWO.packed)
    with pytest.raises(Forged):
        installed.current()
    assert install(installed, TWO) == TWO.version


def test_what_somebody_changed_on_the_disk_is_put_right(installed: Installed) -> None:
    version = install(installed, ONE)
    (installed.folder / version / "services" / "a" / "service.yaml").write_bytes(b"a: 2")
    (installed.folder / version / "services" / "a" / "more.yaml").write_bytes(b"b: 3")
    installed.current()
    files = sorted(each.name for each in (installed.folder / version / "services" / "a").iterdir())
    assert files == ["service.yaml"]
    assert (installed.folder / version / "services" / "a" / "service.yaml").read_bytes() == b"a: 1"


def test_a_bundle_holds_the_town_its_registers_its_translations_and_what_it_serves() -> None:
    bundle = gathered(ROOT / "config", {"street-problem": {"service.yaml": b"x"}}, {"demo": True})
    assert bundle.files["services/street-problem/service.yaml"] == b"x"
    assert {"town.toml", "registers/streets.csv", "translations/ar.po"} <= bundle.files.keys()
    assert "settings.toml" not in bundle.files, "those are the hub's own"
    again = opened(bundle.packed, signature(bundle.packed, KEY), KEY)
    assert again.version == bundle.version
    assert json.loads(again.packed) == json.loads(bundle.packed)


def test_what_people_have_recorded_travels_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "recordings" / "nl"
    folder.mkdir(parents=True)
    (tmp_path / "town.toml").write_bytes(b"one")
    for name in ("recordings.csv", "terug.ogg", "notes.txt"):
        (folder / name).write_bytes(name.encode())
    bundle = gathered(tmp_path, {}, {})
    assert set(bundle.files) == {"town.toml", "recordings/nl/recordings.csv", "recordings/nl/terug.ogg"}
