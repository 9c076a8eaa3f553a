"""What operators and owners type, what they read, and the exit codes that scripts trust."""

from __future__ import annotations

import gc
import json
import re
import shutil
import socket
from pathlib import Path

import pytest

from service.assembly import open_core
from tests.commands import a_free_port, run, start
from tests.conftest import ROOT, Born

PORT = str(a_free_port())
SERVICES = len(list((ROOT / "config" / "services").glob("*/service.yaml")))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


# --- serve ----------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_named_with_one_that_may_be_free(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run("serve", "--demo", "--data", data, "--port", str(port))
    assert refused.exit_code == 1
    assert refused.output == f"Error: {port} is taken; try PORT={port + 1} make run\n"


def test_a_start_that_was_refused_leaves_garbage_collected_as_before(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run("serve", "--demo", "--data", data, "--port", str(taken.getsockname()[1]))
    assert gc.isenabled()


def test_without_the_carriers_token_a_real_town_does_not_open_and_says_why(tmp_path: Path) -> None:
    refused = run("serve", "--port", PORT, "--data", tmp_path / "real")
    assert refused.exit_code == 1
    assert "TWILIO_AUTH_TOKEN" in refused.output
    assert len(refused.output.splitlines()) == 1


def test_a_town_that_could_not_open_leaves_the_folder_free_for_a_demo(tmp_path: Path) -> None:
    run("serve", "--port", PORT, "--data", tmp_path / "var")
    assert run("talk", "nonsense", "--demo", "--data", tmp_path / "var").output.startswith(
        "Error: There is no service"
    )


@pytest.mark.parametrize("token", ["", "secret"])
def test_a_folder_that_was_born_for_a_demo_is_not_opened_for_real(copied: Born, token: str) -> None:
    where = {"NOWRONGDOOR_DATABASE_URL": copied.database_url, "TWILIO_AUTH_TOKEN": token}
    refused = run("serve", "--port", PORT, "--data", copied.data, **where)
    assert refused.exit_code == 1
    assert len(refused.output.splitlines()) == 1
    assert ("made for demo use" in refused.output) is bool(token)


def test_a_folder_that_was_born_for_real_is_not_opened_for_a_demo(tmp_path: Path) -> None:
    from channels.app import create_app
    from channels.settings import read_settings

    site = create_app(read_settings({"TWILIO_AUTH_TOKEN": "secret"}, data=tmp_path / "town"))
    site.extensions["nowrongdoor"].core.close()
    refused = run("serve", "--demo", "--port", PORT, "--data", tmp_path / "town")
    assert refused.exit_code == 1
    assert "made for real use" in refused.output


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_cannot_be_one_is_a_wrong_use(port: str) -> None:
    assert run("serve", "--demo", "--port", port).exit_code == 2


# --- configuration --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["check"], ["serve", "--demo", "--port", PORT], ["talk", "--demo"]])
def test_a_configuration_folder_that_is_not_there_is_named(
    command: list[str], tmp_path: Path, data: Path
) -> None:
    refused = run(*command, NOWRONGDOOR_CONFIG=tmp_path / "nowhere", NOWRONGDOOR_DATA=data)
    assert refused.exit_code == 1
    assert refused.output == f"Error: {tmp_path}/nowhere/town.toml is missing: every town needs one\n"


@pytest.mark.parametrize("file", ["town.toml", "settings.toml"])
def test_a_configuration_file_that_cannot_be_read_is_named_with_the_line(
    file: str, config: Path, data: Path
) -> None:
    (config / file).write_text('name = "Bruggepont\n', "utf-8")
    refused = run("serve", "--demo", "--port", PORT, "--data", data, NOWRONGDOOR_CONFIG=config)
    assert refused.exit_code == 1
    assert f"{config}/{file}: " in refused.output
    assert "line 1" in refused.output


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://localhost/town", "sqlite:///", "postgresql://localhost:1/x"]
)
def test_a_database_that_cannot_be_used_is_said_in_a_sentence(address: str, data: Path) -> None:
    refused = run("serve", "--demo", "--port", PORT, "--data", data, NOWRONGDOOR_DATABASE_URL=address)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")


def test_a_data_folder_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = run("serve", "--demo", "--port", PORT, "--data", tmp_path / "file" / "town")
    assert refused.exit_code == 1
    assert f"{tmp_path}/file" in refused.output


# --- check and service new ------------------------------------------------------------------------------------


def test_the_towns_own_services_are_all_good() -> None:
    checked = run("check")
    assert checked.exit_code == 0
    assert checked.output.splitlines()[-1] == f"{SERVICES} services checked, 0 errors"


def test_what_is_wrong_stands_there_with_file_line_and_column_and_the_code_is_1(config: Path) -> None:
    file = config / "services" / "street-problem" / "service.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: yes_no", "kind: perhaps", 1), "utf-8")
    checked = run("check", NOWRONGDOOR_CONFIG=config)
    assert checked.exit_code == 1
    assert f"{file}:" in checked.output
    assert "perhaps" in checked.output
    assert checked.output.splitlines()[-1].startswith(f"{SERVICES} services checked, ")


def test_a_folder_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    assert run("check", tmp_path / "nowhere").exit_code == 2


def test_the_schema_is_json() -> None:
    printed = run("check", "--schema")
    assert printed.exit_code == 0
    assert json.loads(printed.output)["$schema"].startswith("https://json-schema.org/")


def test_a_new_service_never_overwrites_one(config: Path) -> None:
    before = (config / "services" / "street-problem" / "service.yaml").read_bytes()
    refused = run("service", "new", "street-problem", NOWRONGDOOR_CONFIG=config)
    assert refused.exit_code == 1
    assert "is there already" in refused.output
    assert (config / "services" / "street-problem" / "service.yaml").read_bytes() == before


@pytest.mark.parametrize("code", ["Street Party", "../escape", "x", "été", "a" * 61, "-", ""])
def test_a_service_that_cannot_be_named_so_is_not_written(code: str, config: Path) -> None:
    before = sorted(config.rglob("*"))
    refused = run("service", "new", "--", code, NOWRONGDOOR_CONFIG=config)
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert sorted(config.rglob("*")) == before


# --- cases show and talk --------------------------------------------------------------------------------------


@pytest.fixture
def reference(copied: Born) -> str:
    """A street problem that somebody reported in the terminal."""
    typed = "no\n4\nno\n1\nKerkstraat 12\nskip\nskip\n0\n"
    where = {"NOWRONGDOOR_DATA": copied.data, "NOWRONGDOOR_DATABASE_URL": copied.database_url}
    talked = run("talk", "street-problem", typed=typed, **where)
    found = re.search(r"Reference: (\S+)", talked.output)
    assert found, talked.output
    return found[1]


def test_a_case_is_printed_as_json_and_the_same_for_people(reference: str, copied: Born) -> None:
    where = {"NOWRONGDOOR_DATA": copied.data, "NOWRONGDOOR_DATABASE_URL": copied.database_url}
    printed = run("cases", "show", reference.lower().replace("-", " "), "--json", **where)
    assert printed.exit_code == 0
    case = json.loads(printed.output)
    assert case["reference"] == reference
    assert case["answers"]["problem"] == "graffiti"
    assert {"service", "version", "status", "submitted_at", "language", "doors", "fee"} <= set(case)
    assert '  problem: "graffiti"' in run("cases", "show", reference, **where).output


def test_an_unknown_reference_is_said_and_the_code_is_1(copied: Born) -> None:
    where = {"NOWRONGDOOR_DATA": copied.data, "NOWRONGDOOR_DATABASE_URL": copied.database_url}
    shown = run("cases", "show", "AAAA-AAAA-A", "--json", **where)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "There is no case with the reference AAAA-AAAA-A." in shown.stderr


@pytest.mark.parametrize("command", [["cases", "show", "AAAA-AAAA-A"], ["talk"]])
def test_looking_into_a_folder_without_a_town_makes_none(command: list[str], tmp_path: Path) -> None:
    refused = run(*command, "--data", tmp_path / "var")
    assert refused.exit_code == 1
    assert "There is no town in" in refused.output
    assert not (tmp_path / "var").exists()


def test_the_command_alone_says_what_one_can_do() -> None:
    said = run()
    for word in ("serve", "talk", "check", "service", "cases"):
        assert f"\n  {word} " in said.output


def test_a_wrong_start_is_a_sentence_in_a_terminal_too(tmp_path: Path) -> None:
    with start("serve", "--data", tmp_path / "real", "--port", PORT) as process:
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.startswith("Error: The text door needs TWILIO_AUTH_TOKEN")
    assert len(said.splitlines()) == 1


# --- work -----------------------------------------------------------------------------------------------------


def test_a_demo_needs_nobody_to_deliver_and_says_so(born: Born) -> None:
    refused = run("work", "--once", "--data", born.data, NOWRONGDOOR_DATABASE_URL=born.database_url)
    assert refused.exit_code == 1
    assert "inside the server" in refused.output


def test_without_a_carrier_there_is_nobody_to_deliver(tmp_path: Path) -> None:
    data = tmp_path / "real"
    open_core(data, ROOT / "config", f"sqlite:///{data}/town.db").close()
    refused = run("work", "--once", "--data", data)
    assert refused.exit_code == 1
    assert "TWILIO_ACCOUNT_SID" in refused.output


def test_a_process_of_its_own_delivers_what_is_due(tmp_path: Path) -> None:
    data = tmp_path / "real"
    open_core(data, ROOT / "config", f"sqlite:///{data}/town.db").close()
    done = run("work", "--once", "--data", data, TWILIO_ACCOUNT_SID="AC0", TWILIO_AUTH_TOKEN="token")
    assert (done.exit_code, done.output) == (0, "0 notices were due.\n")


# --- kiosks -----------------------------------------------------------------------------------------------------


def test_a_kiosk_is_enrolled_closed_opened_and_revoked(copied: Born) -> None:
    where = {"NOWRONGDOOR_DATABASE_URL": copied.database_url, "NOWRONGDOOR_DATA": copied.data}
    assert run("kiosk", "list", **where).output.startswith("No kiosk is enrolled")
    added = run("kiosk", "add", "town-hall", **where)
    assert added.exit_code == 0
    assert len(added.output.split("\n\n")[1]) >= 43
    assert run("kiosk", "list", **where).output == "town-hall  not heard yet\n"
    run("kiosk", "close", "town-hall", **where)
    listed = json.loads(run("kiosk", "list", "--json", **where).output)
    assert [(each["name"], each["closed"], each["beat"]) for each in listed] == [("town-hall", True, None)]
    run("kiosk", "open", "town-hall", **where)
    assert not json.loads(run("kiosk", "list", "--json", **where).output)[0]["closed"]
    assert run("kiosk", "revoke", "town-hall", **where).exit_code == 0
    assert run("kiosk", "list", **where).output == "town-hall  revoked\n"


@pytest.mark.parametrize("command", ["close", "open", "revoke"])
def test_a_kiosk_that_nobody_enrolled_is_said_to_be_none(copied: Born, command: str) -> None:
    where = {"NOWRONGDOOR_DATABASE_URL": copied.database_url, "NOWRONGDOOR_DATA": copied.data}
    refused = run("kiosk", command, "nowhere", **where)
    assert refused.exit_code == 1
    assert refused.output == "Error: No kiosk is called nowhere: see `nowrongdoor kiosk list`.\n"


def test_a_kiosk_without_a_key_or_with_an_open_line_to_its_hub_does_not_start(tmp_path: Path) -> None:
    keyless = run("kiosk", "run", "--hub", "https://town.example", "--data", tmp_path)
    assert keyless.exit_code == 1
    assert "NOWRONGDOOR_KIOSK_KEY" in keyless.output
    clear = run("kiosk", "run", "--hub", "http://town.example", "--key", "k", "--data", tmp_path)
    assert clear.exit_code == 1
    assert "only https" in clear.output


@pytest.fixture
def born_town(copied: Born, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NOWRONGDOOR_DATABASE_URL", copied.database_url)
    return copied.data


def test_officers_are_added_listed_given_new_passwords_and_leave(born_town: Path) -> None:
    named = ("--shown", "Jan Peeters", "--office", "mobility")
    added = run("officer", "add", "j.peeters", *named, "--password", "a long enough one", "--data", born_town)
    assert (added.exit_code, added.output) == (0, "j.peeters may sign in at /counter/.\n")
    listed = run("officer", "list", "--data", born_town)
    assert listed.output == "j.peeters  Jan Peeters  officer  mobility\n"
    changed = run("officer", "password", "j.peeters", "--password", "another long one", "--data", born_town)
    assert changed.exit_code == 0
    assert run("officer", "leave", "j.peeters", "--data", born_town).exit_code == 0
    assert run("officer", "list", "--data", born_town).output == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "J P", "--shown", "x", "--password", "a long enough one"), "a name is small letters"),
        (("add", "jp", "--shown", "x", "--password", "short"), "a password has at least 12 characters"),
        (
            ("add", "jp", "--shown", "x", "--office", "nowhere", "--password", "a long enough one"),
            "The town has no office nowhere",
        ),
        (
            ("add", "jp", "--shown", "x", "--role", "king", "--password", "a long enough one"),
            "a role is one of",
        ),
        (("password", "nobody", "--password", "a long enough one"), "No officer is called nobody"),
        (("leave", "nobody"), "No officer is called nobody"),
    ],
)
def test_what_an_operator_says_wrong_of_an_officer_is_said_in_a_sentence(
    born_town: Path, words: tuple[str, ...], said: str
) -> None:
    refused = run("officer", *words, "--data", born_town)
    assert refused.exit_code == 1
    assert said in refused.output
    assert "Traceback" not in refused.output


def test_the_log_is_verified_and_shown(born_town: Path) -> None:
    assert run("audit", "verify", "--data", born_town).output.startswith(
        "0 entries, all as they were written."
    )
    assert run("audit", "show", "K7QF-2M9X-V", "--data", born_town).output == "Nobody has opened it.\n"


def test_figures_are_counted_anew_from_a_terminal(copied: Born) -> None:
    where = {"NOWRONGDOOR_DATABASE_URL": copied.database_url}
    told = run("evidence", "rebuild", "--data", copied.data, **where)
    assert told.exit_code == 0, told.output
    assert told.output.startswith("0 journeys are counted anew")
