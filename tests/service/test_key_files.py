from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from service.key_files import kept_secret, write_secret


def test_a_secret_is_made_once_and_is_its_owners_alone(data: Path) -> None:
    secret = kept_secret(data, "master")
    assert len(bytes.fromhex(secret)) == 32
    assert kept_secret(data, "master") == secret
    assert kept_secret(data, "other") != secret
    assert stat.S_IMODE((data / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "keys" / "master").stat().st_mode) == 0o600


def test_two_towns_never_have_the_same_secret(tmp_path: Path) -> None:
    made = set()
    for name in "ab":
        (tmp_path / name).mkdir()
        made.add(kept_secret(tmp_path / name, "master"))
    assert len(made) == 2


def test_processes_that_start_at_once_get_the_same_secret(tmp_path: Path) -> None:
    for attempt in range(200):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        got: list[str] = []
        ready = threading.Barrier(4)

        def start(folder: Path = folder, got: list[str] = got, ready: threading.Barrier = ready) -> None:
            ready.wait()
            got.append(kept_secret(folder, "master"))

        threads = [threading.Thread(target=start) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(got[0]) == 64
        assert set(got) == {got[0]}


def test_a_secret_is_never_replaced(tmp_path: Path) -> None:
    write_secret(tmp_path / "key", "first")
    with pytest.raises(FileExistsError):
        write_secret(tmp_path / "key", "second")
    assert (tmp_path / "key").read_text() == "first\n"
