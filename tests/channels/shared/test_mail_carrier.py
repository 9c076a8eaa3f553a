"""Mail of the town's own, to a mail server of our own."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from channels.settings import MailSettings
from channels.shared.mail_carrier import mail_carrier
from service.carriage import Attempt, Undeliverable
from service.messages import Notice

NOTICE = Notice(
    "mailto:an@example.org",
    "Signaler un problème\r\nBcc: all@example.org",
    "Continuez ici : “é”\nhttps://t/x",
    "fr",
)


class Keeper:
    """Keeps what it is given; or answers what it is told to."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.to: list[str] = []
        self.recipient = self.content = ""

    async def handle_RCPT(  # noqa: N802 - the library names it
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        if self.content:
            return self.content
        self.to += envelope.rcpt_tos
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


class AnyPort(Controller):
    """Listens where there is room."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"town", b"secret"), handled=False)


@pytest.fixture
def server(keeper: Keeper) -> Iterator[MailSettings]:
    controller = AnyPort(keeper, hostname="127.0.0.1", port=0, authenticator=known, auth_require_tls=False)
    controller.start()
    yield MailSettings("127.0.0.1", controller.port, "none", "town@bruggepont.example")
    controller.stop()


def test_a_letter_is_one_that_every_program_reads(server, keeper):
    mail_carrier(server)(NOTICE)
    (letter,) = keeper.letters
    assert keeper.to == ["an@example.org"]
    assert letter["From"] == "town@bruggepont.example"
    assert letter["To"] == "an@example.org"
    assert letter["Subject"] == "Signaler un problème Bcc: all@example.org"
    assert letter["Bcc"] is None
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@bruggepont.example>")
    assert letter.get_content().splitlines() == NOTICE.words.splitlines()


@pytest.mark.parametrize("where", ["recipient", "content"])
def test_a_permanent_refusal_is_final(server, keeper, where):
    setattr(keeper, where, "550 no such box: an@example.org")
    with pytest.raises(Undeliverable, match="550") as raised:
        mail_carrier(server)(NOTICE)
    assert "an@" not in str(raised.value)


@pytest.mark.parametrize("where", ["recipient", "content"])
def test_a_passing_refusal_is_worth_another_try(server, keeper, where):
    setattr(keeper, where, "451 come back later")
    with pytest.raises(OSError, match="451"):
        mail_carrier(server)(NOTICE)


def test_a_server_that_is_not_there_is_asked_again():
    with pytest.raises(OSError, match="refused"):
        mail_carrier(MailSettings("127.0.0.1", 9, "none", "town@bruggepont.example"))(NOTICE)


def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(server, keeper):
    for security in ("starttls", "tls"):
        asked = MailSettings(server.host, server.port, security, server.sender)
        with pytest.raises(OSError):  # noqa: PT011 - each library says it in its own words
            mail_carrier(asked)(NOTICE)
    assert keeper.letters == []


def test_the_town_says_who_it_is_where_the_server_wants_that(server, keeper):
    mail_carrier(replace(server, user="town", password="secret"))(NOTICE)
    assert len(keeper.letters) == 1
    with pytest.raises(OSError, match="535"):
        mail_carrier(replace(server, user="town", password="wrong"))(NOTICE)
    assert len(keeper.letters) == 1


def test_a_letter_that_is_sent_again_has_the_same_name(server, keeper):
    for _ in range(2):
        list(mail_carrier(server)(NOTICE, Attempt("0192-a-notice")))
    assert {letter["Message-ID"] for letter in keeper.letters} == {"<0192-a-notice@bruggepont.example>"}
