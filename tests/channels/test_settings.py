"""Where settings come from, and what wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.settings import read_settings


@pytest.fixture
def config(tmp_path: Path) -> dict[str, str]:
    """An environment that names a configuration folder with nothing but settings in it."""
    (tmp_path / "settings.toml").write_text(
        '[text]\nnumber = "+32460000009"\ncarries_media = true\nsegment_limit = 2\n', "utf-8"
    )
    return {"NOWRONGDOOR_CONFIG": str(tmp_path)}


def test_without_anything_the_house_itself_is_the_configuration() -> None:
    settings = read_settings({})
    assert (settings.config / "town.toml").is_file()
    assert settings.data == Path("var")
    assert settings.database_url == f"sqlite:///{Path('var').resolve()}/town.db"
    assert settings.public_url == "http://localhost:8000"
    assert (settings.demo, settings.secret_key, settings.twilio.tokens) == (False, "", ())


def test_the_file_is_read(config: dict[str, str]) -> None:
    twilio = read_settings(config).twilio
    assert (twilio.number, twilio.carries_media, twilio.segment_limit) == ("+32460000009", True, 2)


def test_no_proxy_is_believed_unless_the_file_says_so(config: dict[str, str]) -> None:
    assert read_settings(config).proxies == 0
    (Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml").write_text("[server]\nproxies = 1\n", "utf-8")
    assert read_settings(config).proxies == 1


def test_the_environment_wins_over_the_file(config: dict[str, str]) -> None:
    assert read_settings({**config, "TWILIO_FROM": "+32460000001"}).twilio.number == "+32460000001"


def test_an_option_wins_over_the_environment() -> None:
    assert read_settings({"NOWRONGDOOR_DATA": "/srv/one"}, data=Path("/srv/two")).data == Path("/srv/two")


def test_an_empty_variable_is_as_good_as_none() -> None:
    names = ("DATA", "CONFIG", "DATABASE_URL", "PUBLIC_URL", "SECRET_KEY")
    empty = {f"NOWRONGDOOR_{name}": "" for name in names} | {"TWILIO_AUTH_TOKEN": "", "TWILIO_FROM": ""}
    assert read_settings(empty) == read_settings({})


def test_the_database_stands_in_the_data_folder_unless_said_otherwise() -> None:
    assert read_settings({"NOWRONGDOOR_DATA": "/srv/town"}).database_url == "sqlite:////srv/town/town.db"
    elsewhere = {"NOWRONGDOOR_DATABASE_URL": "postgresql://db/town"}
    assert read_settings(elsewhere).database_url == "postgresql://db/town"


@pytest.mark.parametrize("written", ["https://town.example", "https://town.example/"])
def test_the_public_address_ends_without_a_slash(written: str) -> None:
    assert read_settings({"NOWRONGDOOR_PUBLIC_URL": written}).public_url == "https://town.example"


def test_the_public_address_has_the_port_at_which_we_listen() -> None:
    assert read_settings({}, port=8025).public_url == "http://localhost:8025"


@pytest.mark.parametrize(
    ("written", "tokens"), [("one", ("one",)), ("new,old", ("new", "old")), (" new , old ,", ("new", "old"))]
)
def test_several_tokens_stand_with_a_comma_between(written: str, tokens: tuple[str, ...]) -> None:
    assert read_settings({"TWILIO_AUTH_TOKEN": written}).twilio.tokens == tokens


def test_a_file_that_is_broken_is_named(config: dict[str, str]) -> None:
    file = Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml"
    file.write_text("[text\n", "utf-8")
    with pytest.raises(ValueError, match=str(file)):
        read_settings(config)


def test_shared_keys_are_read_by_id_and_keep_their_last_equals_sign(tmp_path: Path) -> None:
    written = {"NOWRONGDOOR_CONFIG": str(tmp_path), "TWILIO_SHARED_KEYS": "one=abc==, two = def"}
    assert read_settings(written).twilio.keys == {"one": "abc==", "two": "def"}


@pytest.mark.parametrize("written", ["abc", "=abc", "one="])
def test_a_shared_key_without_its_id_is_said_in_a_sentence(tmp_path: Path, written: str) -> None:
    with pytest.raises(ValueError, match="TWILIO_SHARED_KEYS"):
        read_settings({"NOWRONGDOOR_CONFIG": str(tmp_path), "TWILIO_SHARED_KEYS": written})


def test_the_mail_server_stands_in_the_file_and_who_we_are_there_in_the_environment(
    config: dict[str, str],
) -> None:
    written = '[mail]\nhost = "mail.example"\nport = 465\nsecurity = "tls"\nsender = "town@town.example"\n'
    (Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml").write_text(written, "utf-8")
    known = {"NOWRONGDOOR_MAIL_USER": "town", "NOWRONGDOOR_MAIL_PASSWORD": "secret"}
    mail = read_settings({**config, **known}).mail
    assert (mail.host, mail.port, mail.user, mail.password) == ("mail.example", 465, "town", "secret")
    assert "secret" not in repr(mail)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('host = "mail.example"\nsender = "the town"\n', "mail.sender"),
        ('host = "mail.example"\nsender = "a@b.example"\nsecurity = "ssl"\n', "starttls, tls, none"),
    ],
)
def test_a_mail_server_that_cannot_work_is_refused(config: dict[str, str], written: str, said: str) -> None:
    (Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml").write_text(f"[mail]\n{written}", "utf-8")
    with pytest.raises(ValueError, match=said):
        read_settings(config)


def test_what_hangs_on_the_kiosk_stands_in_the_file(config: dict[str, str]) -> None:
    written = '[kiosk]\nprinter = "network:printer.hall:9100"\nscanner_prefix = "]Q1"\nscanner_gap = 80\n'
    (Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml").write_text(written, "utf-8")
    kiosk = read_settings(config).kiosk
    assert (kiosk.printer, kiosk.scanner_prefix, kiosk.scanner_gap) == (
        "network:printer.hall:9100",
        "]Q1",
        80,
    )


def test_a_printer_that_nobody_named_is_played_in_a_demo_only(config: dict[str, str]) -> None:
    assert read_settings(config, demo=True).kiosk.printer == "dummy"
    assert read_settings(config).kiosk.printer == ""


@pytest.mark.parametrize(
    "printer",
    ["usb", "usb:4b8:e15", "usb:04b8:0e15:", "network:", "network:a b", "file:lp0", "serial:1", "dummy:"],
)
def test_a_printer_that_cannot_be_meant_is_refused_with_how_one_is_written(
    config: dict[str, str], printer: str
) -> None:
    (Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml").write_text(
        f'[kiosk]\nprinter = "{printer}"\n', "utf-8"
    )
    with pytest.raises(ValueError, match=r"kiosk\.printer.*usb:04b8:0e15"):
        read_settings(config)


def written(config: dict[str, str], text: str) -> dict[str, str]:
    (Path(config["NOWRONGDOOR_CONFIG"]) / "settings.toml").write_text(text, "utf-8")
    return config


def test_the_operator_says_what_keys_of_the_kiosk_do_and_a_key_does_one_thing(config: dict[str, str]) -> None:
    keypad = read_settings(written(config, '[kiosk.keypad]\nnext = ["F15", "n"]\n')).kiosk.keypad
    assert keypad["next"] == ("F15", "n")
    assert keypad["back"] == ("ArrowLeft",)
    assert keypad["select"] == ("Enter", "F17")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('jump = ["J"]', "there is no `jump`"),
        ('next = "N"', "is a list of names of keys"),
        ("next = [1]", "is a list of names of keys"),
        ('next = ["N"]\nback = ["n"]', "gives the key N two things to do"),
    ],
)
def test_a_keypad_that_cannot_be_meant_is_refused(config: dict[str, str], text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_settings(written(config, f"[kiosk.keypad]\n{text}\n"))
