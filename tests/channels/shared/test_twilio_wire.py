"""Genuine and forged webhooks, messages read and written, files fetched from a carrier of our own."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import HMAC_SHA256, RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from channels.settings import Settings, TwilioSettings
from channels.shared.twilio_wire import LARGEST_MEDIA, MediaUnavailable, fetch, is_genuine, read, twiml
from service.messages import Line

TOKEN = "12345"
PUBLIC = "https://mycompany.com"
CALL = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675310",
    "Digits": "1234",
    "From": "+14158675310",
    "To": "+18005551212",
}
TEXT = {
    "MessageSid": "SM" + "0" * 32,
    "AccountSid": "AC" + "0" * 32,
    "From": "+32470000001",
    "To": "+32460000000",
    "Body": "FIX",
    "NumMedia": "0",
}


def settings(**changes: object) -> Settings:
    return replace(
        Settings(
            Path("var"), Path("config"), False, "sqlite://", PUBLIC, "", TwilioSettings(tokens=(TOKEN,))
        ),
        **changes,
    )


def request(target: str, form: object, signature: str | None, **headers: str) -> Request:
    """A webhook as it reaches us behind a proxy that ends TLS."""
    path, _, query = target.partition("?")
    if signature is not None:
        headers["X-Twilio-Signature"] = signature
    builder = EnvironBuilder(path, "http://10.0.0.7:8000", query, "POST", data=form, headers=headers)
    request = Request(builder.get_environ())
    request.environ["REQUEST_URI"] = target
    return request


def genuine(request: Request, settings: Settings) -> bool:
    return is_genuine(request.environ, request.form, request.headers, settings)


def signed(
    url: str,
    form: object,
    algorithm: str | None = None,
    token: str = TOKEN,
    base: str = PUBLIC,
    **headers: str,
) -> Request:
    signature = RequestValidator(token).compute_signature(base + url, form, algorithm)
    return request(url, form, signature, **headers)


def test_the_documented_example_is_genuine() -> None:
    assert genuine(request("/myapp.php?foo=1&bar=2", CALL, "GvWf1cFY/Q7PnoempGyD5oXAezc="), settings())


@pytest.mark.parametrize(
    ("target", "form"),
    [
        ("/sms?x=%C3%A9%20b", TEXT),
        ("/sms?x=a+b&y=%2F", TEXT),
        ("/sms", TEXT | {"Body": "أريد الإبلاغ عن حفرة"}),
        ("/sms", TEXT | {"Body": ""}),
        ("/sms", TEXT | {"Body": "  a & b = c +\n%20 \U0001f6a7 "}),
        ("/sms", TEXT | {"SomethingThatTwilioAddedYesterday": "1"}),
        ("/sms", MultiDict([*TEXT.items(), ("Twice", "b"), ("Twice", "a"), ("Twice", "a")])),
    ],
    ids=["percent-encoded", "plus", "arabic", "empty", "odd-characters", "unknown-field", "repeated-field"],
)
def test_what_the_carrier_signs_is_genuine(target: str, form: object) -> None:
    assert genuine(signed(target, form), settings())


@pytest.mark.parametrize("signature", [None, "", "x", "é", "GvWf1cFY/Q7PnoempGyD5oXAezc="])
def test_a_missing_or_wrong_signature_is_not_genuine(signature: str | None) -> None:
    assert not genuine(request("/sms", TEXT, signature), settings())


@pytest.mark.parametrize(
    "forged",
    [
        signed("/sms", TEXT, base="https://elsewhere.example"),
        signed("/sms", TEXT, base="http://mycompany.com"),
        signed("/sms", TEXT, token="another"),
        request(
            "/sms", TEXT | {"Body": "STOP"}, RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", TEXT)
        ),
        request("/sms/status", TEXT, RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", TEXT)),
    ],
    ids=["other-town", "without-tls", "other-token", "changed-words", "other-address"],
)
def test_a_signature_holds_for_these_words_at_this_address_only(forged: Request) -> None:
    assert not genuine(forged, settings())


def test_a_foreign_host_header_changes_nothing() -> None:
    from_elsewhere = signed("/sms", TEXT, base="https://evil.example", Host="evil.example")
    from_elsewhere.environ["HTTP_X_FORWARDED_HOST"] = "evil.example"
    assert not genuine(from_elsewhere, settings())


def test_while_one_token_replaces_another_both_are_good() -> None:
    rotating = settings(twilio=TwilioSettings(tokens=("new", TOKEN)))
    assert genuine(signed("/sms", TEXT, token="new"), rotating)
    assert genuine(signed("/sms", TEXT, token=TOKEN), rotating)
    assert not genuine(signed("/sms", TEXT, token="older"), rotating)


SHARED = {"X-Twilio-Webhooks-Signature-Settings": "key=SK1,algorithm=HMAC_SHA256"}


@pytest.mark.parametrize(
    ("named", "algorithm", "token", "expected"),
    [
        ("key=SK1,algorithm=HMAC_SHA256", HMAC_SHA256, "shared", True),
        ("key=SK1, algorithm=HMAC_SHA256", HMAC_SHA256, "shared", True),
        ("key=SK2,algorithm=HMAC_SHA256", HMAC_SHA256, "shared", False),
        ("key=SK1,algorithm=HMAC_SHA256", None, "shared", False),
        ("key=SK1,algorithm=HMAC_MD5", HMAC_SHA256, "shared", False),
        ("", HMAC_SHA256, "shared", False),
    ],
)
def test_a_shared_key_signs_with_sha256(
    named: str, algorithm: str | None, token: str, expected: bool
) -> None:
    keyed = settings(twilio=TwilioSettings(tokens=(TOKEN,), keys={"SK1": "shared"}))
    call = signed("/sms", TEXT, algorithm, token, **{"X-Twilio-Webhooks-Signature-Settings": named})
    assert genuine(call, keyed) is expected


def test_a_server_that_hides_the_raw_target_has_it_built_again() -> None:
    call = signed("/sms?x=%C3%A9%20b", TEXT)
    del call.environ["REQUEST_URI"], call.environ["RAW_URI"]
    assert genuine(call, settings())


def test_a_proxy_may_pass_the_whole_address_as_target() -> None:
    call = signed("/sms", TEXT)
    call.environ["REQUEST_URI"] = "http://10.0.0.7:8000/sms"
    assert genuine(call, settings())


@pytest.mark.parametrize(("demo", "expected"), [(True, True), (False, False)])
def test_only_a_demo_town_goes_by_both_names_of_this_computer(demo: bool, expected: bool) -> None:
    call = signed("/sms", TEXT, base="http://127.0.0.1:8000")
    assert genuine(call, settings(demo=demo, public_url="http://localhost:8000")) is expected


def test_a_text_is_read() -> None:
    line, reply = read(MultiDict(TEXT), TwilioSettings()) or pytest.fail("it is a message")
    assert line == Line("tel:+32470000001", "tel:+32460000000")
    assert (reply.words, reply.delivery, reply.media) == ("FIX", TEXT["MessageSid"], ())


def test_another_network_keeps_its_name() -> None:
    form = MultiDict(TEXT | {"From": "whatsapp:+32470000001", "To": "whatsapp:+32460000000"})
    line, _ = read(form, TwilioSettings()) or pytest.fail("it is a message")
    assert line == Line("whatsapp:+32470000001", "whatsapp:+32460000000")


@pytest.mark.parametrize("missing", ["From", "To", "MessageSid"])
def test_a_form_without_sender_receiver_or_id_is_no_message(missing: str) -> None:
    assert (
        read(MultiDict({name: word for name, word in TEXT.items() if name != missing}), TwilioSettings())
        is None
    )


@pytest.mark.parametrize(
    ("announced", "found"), [("2", 2), ("1", 1), ("99", 3), ("-1", 0), ("many", 0), ("", 0)]
)
def test_files_are_counted_as_announced_and_not_fetched(announced: str, found: int) -> None:
    urls = {f"MediaUrl{i}": f"https://api.twilio.com/{i}" for i in range(3)}
    _, reply = read(MultiDict(TEXT | urls | {"NumMedia": announced}), TwilioSettings()) or pytest.fail(
        "a message"
    )
    assert len(reply.media) == found


@pytest.mark.parametrize(
    ("said", "wire"),
    [
        ((), "<Response />"),
        (("Yes & <no>",), "<Response><Message>Yes &amp; &lt;no&gt;</Message></Response>"),
        (("one", "two"), "<Response><Message>one</Message><Message>two</Message></Response>"),
        (("شكرا",), "<Response><Message>شكرا</Message></Response>"),
        (("a\x00b\ud800c\uffff",), "<Response><Message>abc</Message></Response>"),
    ],
)
def test_answers_are_written_as_twiml(said: tuple[str, ...], wire: str) -> None:
    assert twiml(said) == f'<?xml version="1.0" encoding="UTF-8"?>{wire}'


@given(st.text())
def test_whatever_is_said_the_answer_is_xml(said: str) -> None:
    [message] = ElementTree.fromstring(twiml([said]).encode())  # noqa: S314 - we wrote it
    assert message.tag == "Message"


class Carrier(BaseHTTPRequestHandler):
    """Keeps a picture at /Media/ME1, and one elsewhere that wants nobody's token."""

    PASSES = {"/Media/ME1": "Basic QUMxOjEyMzQ1", "/elsewhere": None}

    def do_GET(self) -> None:
        places = {
            "/Media/moved": "/elsewhere",
            "/Media/round": "/Media/round",
            "/Media/away": "ftp://x.example/",
        }
        if self.path in places:
            self._answer(307, b"", Location=places[self.path])
        elif self.path == "/Media/huge":
            self._answer(200, b"x" * (LARGEST_MEDIA + 1))
        elif self.headers["Authorization"] != self.PASSES.get(self.path, "nobody"):
            self._answer(401, b"")
        else:
            self._answer(200, b"picture")

    def _answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def carrier() -> Iterator[TwilioSettings]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Carrier)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield TwilioSettings(account="AC1", tokens=(TOKEN,), api=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_with_our_token(carrier: TwilioSettings) -> None:
    upload = fetch(f"{carrier.api}/Media/ME1", "image/png", carrier)
    assert (upload.content, upload.claimed_type) == (b"picture", "image/png")


def test_our_token_does_not_go_where_the_carrier_keeps_its_files(carrier: TwilioSettings) -> None:
    assert fetch(f"{carrier.api}/Media/moved", "", carrier).content == b"picture"


@pytest.mark.parametrize("path", ["/Media/unknown", "/Media/round", "/Media/away", "/Media/huge"])
def test_a_file_that_cannot_be_had_is_an_os_error(carrier: TwilioSettings, path: str) -> None:
    with pytest.raises(OSError, match=r"."):
        fetch(carrier.api + path, "", carrier)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.twilio.com.evil.example/x",
        "https://api.twilio.com@evil.example/x",
        "http://api.twilio.com/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(url: str) -> None:
    with pytest.raises(MediaUnavailable, match="not at Twilio"):
        fetch(url, "", TwilioSettings(tokens=(TOKEN,)))
