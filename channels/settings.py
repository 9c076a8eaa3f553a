"""The operator's settings: `config/settings.toml` overridden by the environment, read once and passed on.

Nothing else in the project looks at the environment.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args


@dataclass(frozen=True)
class TwilioSettings:
    """What the text door needs of the carrier. Tokens: the current one first, then the one being retired."""

    account: str = ""
    tokens: tuple[str, ...] = ()
    number: str = ""
    carries_media: bool = False
    segment_limit: int = 2
    """Parts of one message of ours in the alphabet of every telephone (GSM-7)."""
    segment_limit_unicode: int = 3
    """The same for a message that needs other letters, as every Arabic one does."""
    copies_days: int = 0
    """After how many days the carrier's own copies of messages are deleted; 0 leaves them to its settings."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Shared keys by id, for webhooks signed with HMAC-SHA256."""
    api: str = "https://api.twilio.com"
    """Where the carrier is asked: pictures are fetched from there, and with our token only from there."""


SHORTEST_PASSWORD = 16

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class MailSettings:
    """The server that takes the town's mail; without a host no mail is sent."""

    host: str = ""
    port: int = 587
    security: Security = "starttls"
    """`tls` from the first byte on (usually port 465), `starttls` (587), or `none` for a server on this computer."""
    sender: str = ""
    """The address that mail comes from."""
    user: str = ""
    password: str = field(default="", repr=False)


KEYPAD: Mapping[str, tuple[str, ...]] = {
    "next": ("ArrowDown", "F14"),
    "previous": ("ArrowUp", "F13"),
    "forward": ("ArrowRight", "F16"),
    "back": ("ArrowLeft", "F15"),
    "select": ("Enter", "F17"),
    "repeat": ("R", "F18"),
    "pause": ("P", "F19"),
    "quieter": ("-", "F20"),
    "louder": ("=", "F21"),
    "slower": (",",),
    "faster": (".",),
    "help": ("H", "F22"),
    "language": ("L",),
    "speech": ("M",),
    "move": ("1",),
    "choose": ("2",),
    "headset_in": ("F23",),
    "headset_out": ("F24",),
}
"""What the keys of a tactile keypad do, by the names that browsers give to keys. `move` and `choose` are two switches;
a keypad with a jack says by a key that a headset was plugged in or pulled out."""


@dataclass(frozen=True)
class KioskSettings:
    """What hangs on the kiosk."""

    printer: str = ""
    """`usb:<vendor>:<product>`, `network:<host>[:<port>]`, `file:<path>`, `dummy`, or empty where there is none."""
    scanner_prefix: str = ""
    """What the scanner types before each code."""
    scanner_gap: int = 50
    """Milliseconds: keys that follow one another faster are the scanner's."""
    keypad: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(KEYPAD))
    """Which keys of a tactile keypad do what, by deed."""


_PRINTER = re.compile(r"|usb:[0-9a-fA-F]{4}:[0-9a-fA-F]{4}|network:[^\s:]+(:\d{1,5})?|file:/.+|dummy")


@dataclass(frozen=True)
class Settings:
    data: Path
    config: Path
    demo: bool
    database_url: str
    public_url: str
    secret_key: str
    """Empty: made at birth and kept in the data folder."""
    twilio: TwilioSettings
    mail: MailSettings = MailSettings()
    kiosk: KioskSettings = KioskSettings()
    proxies: int = 0
    """How many reverse proxies of our own stand before us, whose word on the visitor's address is believed."""
    largest_request: int = 12 * 1024 * 1024
    """Bytes; a larger one is answered 413 before it is read."""

    least_free: int = 64 * 2**20
    """Bytes beside the data that are a reserve: with fewer, nothing is taken in and all can be read."""
    metrics_token: str = field(default="", repr=False)
    """What `/metrics` wants to be shown; without one there is no such address."""

    operator_password: str = field(default="", repr=False)
    """What the operator's page wants; without one it is closed."""
    hub_key: str = field(default="", repr=False)
    """What an outpost shows its hub, where no option of the command says it."""
    hub_carries: frozenset[str] = frozenset()
    """To what kinds of contact (`tel`, `mailto`) the hub sends messages, at an outpost."""
    link_hours: int = 24
    """How long the link of a hand-over is good for; on a public screen it is ten minutes."""

    @property
    def bench(self) -> bool:
        """Whether the demo has its own pages beside the doors: never with a real carrier's account."""
        return self.demo and not self.twilio.account


def read_settings(
    environment: Mapping[str, str] = os.environ,
    *,
    data: Path | None = None,
    demo: bool = False,
    port: int = 8000,
) -> Settings:
    """Settings from the file in the configuration folder, the environment, and the command's own options.

    Raises ValueError with a sentence for the operator where the file cannot be read.
    """
    root = Path(__file__).resolve().parent.parent
    config = Path(environment.get("NOWRONGDOOR_CONFIG") or root / "config")
    folder = data or Path(environment.get("NOWRONGDOOR_DATA") or "var")
    written = _written(config / "settings.toml")
    text = written.get("text", {})
    return Settings(
        mail=_mail(written.get("mail", {}), environment),
        kiosk=_kiosk(written.get("kiosk", {}), demo=demo),
        data=folder,
        config=config,
        demo=demo,
        database_url=environment.get("NOWRONGDOOR_DATABASE_URL")
        or f"sqlite:///{folder.resolve() / 'town.db'}",
        public_url=(environment.get("NOWRONGDOOR_PUBLIC_URL") or f"http://localhost:{port}").rstrip("/"),
        secret_key=environment.get("NOWRONGDOOR_SECRET_KEY", ""),
        operator_password=_password(
            "NOWRONGDOOR_OPERATOR_PASSWORD", environment.get("NOWRONGDOOR_OPERATOR_PASSWORD", "")
        ),
        metrics_token=_password(
            "NOWRONGDOOR_METRICS_TOKEN", environment.get("NOWRONGDOOR_METRICS_TOKEN", "")
        ),
        least_free=int(written.get("server", {}).get("least_free_mib", 64)) * 2**20,
        hub_key=environment.get("NOWRONGDOOR_KIOSK_KEY", ""),
        link_hours=int(written.get("hand_over", {}).get("link_hours", 24)),
        proxies=int(written.get("server", {}).get("proxies", 0)),
        twilio=TwilioSettings(
            account=environment.get("TWILIO_ACCOUNT_SID", ""),
            tokens=tuple(_listed(environment.get("TWILIO_AUTH_TOKEN", ""))),
            keys=_keys(environment.get("TWILIO_SHARED_KEYS", "")),
            number=environment.get("TWILIO_FROM") or text.get("number", ""),
            carries_media=bool(text.get("carries_media", False)),
            segment_limit=int(text.get("segment_limit", 2)),
            segment_limit_unicode=int(text.get("segment_limit_unicode", 3)),
            copies_days=int(text.get("copies_days", 0)),
        ),
    )


def _mail(written: Mapping[str, Any], environment: Mapping[str, str]) -> MailSettings:
    security = written.get("security", "starttls")
    if security not in get_args(Security):
        raise ValueError(f"`mail.security` must be one of {', '.join(get_args(Security))}, not {security}")
    mail = MailSettings(
        host=written.get("host", ""),
        port=int(written.get("port", 587)),
        security=security,
        sender=written.get("sender", ""),
        user=environment.get("NOWRONGDOOR_MAIL_USER", ""),
        password=environment.get("NOWRONGDOOR_MAIL_PASSWORD", ""),
    )
    if mail.host and "@" not in mail.sender:
        raise ValueError("`mail.sender` must be the address that the town's mail comes from")
    return mail


def _password(name: str, written: str) -> str:
    """Long enough that nobody guesses it over the net, however often they try."""
    if written and len(written) < SHORTEST_PASSWORD:
        raise ValueError(
            f"{name} must have at least {SHORTEST_PASSWORD} characters, drawn at random: openssl rand -hex 16"
        )
    return written


def _kiosk(written: Mapping[str, Any], *, demo: bool) -> KioskSettings:
    """In a demo a printer that is not named is played: the screen shows a picture of the paper."""
    printer = written.get("printer", "")
    if not _PRINTER.fullmatch(printer):
        raise ValueError(
            "`kiosk.printer` must be like usb:04b8:0e15, network:192.168.1.50:9100, file:/dev/usb/lp0 or dummy, "
            f"not {printer}"
        )
    return KioskSettings(
        printer=printer or ("dummy" if demo else ""),
        scanner_prefix=written.get("scanner_prefix", ""),
        scanner_gap=int(written.get("scanner_gap", 50)),
        keypad=_keypad(written.get("keypad", {})),
    )


def _keypad(written: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """The usual keys, but for what the operator says of some deeds; each key does one thing."""
    for deed, keys in written.items():
        if deed not in KEYPAD:
            raise ValueError(f"`kiosk.keypad` knows {', '.join(KEYPAD)}; there is no `{deed}`")
        if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
            raise ValueError(f"`kiosk.keypad.{deed}` is a list of names of keys")
    said = {deed: tuple(keys) for deed, keys in written.items()}
    taken = [key.upper() for keys in said.values() for key in keys]
    if twice := next((key for key in taken if taken.count(key) > 1), ""):
        raise ValueError(f"`kiosk.keypad` gives the key {twice} two things to do")
    usual = {deed: tuple(key for key in keys if key.upper() not in taken) for deed, keys in KEYPAD.items()}
    return {**usual, **said}


def _listed(written: str) -> list[str]:
    return [each.strip() for each in written.split(",") if each.strip()]


def _keys(written: str) -> dict[str, str]:
    """`<id>=<secret>`, several with a comma between. A secret may end with equals signs, as base64 does."""
    keys = {}
    for each in _listed(written):
        name, separator, secret = each.partition("=")
        if not (name.strip() and separator and secret.strip()):
            raise ValueError("TWILIO_SHARED_KEYS: write <id>=<secret>, several with a comma between")
        keys[name.strip()] = secret.strip()
    return keys


def _written(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
