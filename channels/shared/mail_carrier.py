"""Carries notices as email, to the mail server of the settings (RFC 5321). What is said in them comes from the core."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from channels.settings import MailSettings
from service.carriage import FIRST_TRY, Attempt, Carrier, Taken, Undeliverable
from service.messages import Notice

PATIENCE = 10.0
"""Seconds for every answer of the server."""


def mail_carrier(settings: MailSettings) -> Carrier:
    """Mail from the town's address. A permanent refusal (5yz, RFC 5321 4.2.1) is not tried again."""

    def carry(notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        try:
            with _server(settings) as server:
                _introduced(server, settings)
                server.send_message(_letter(notice, attempt, settings))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _reason in error.recipients.values()]
            if all(code >= 500 for code in codes):
                raise Undeliverable("wrong", f"the mail server answered {codes}", str(codes[0])) from None
            raise OSError(f"the mail server answered {codes}") from None
        except smtplib.SMTPResponseException as error:
            if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
                words = f"the mail server answered {error.smtp_code}"
                raise Undeliverable("refused", words, str(error.smtp_code)) from None
            raise
        return (Taken(),)

    return carry


def _server(settings: MailSettings) -> smtplib.SMTP:
    if settings.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(settings.host, settings.port, timeout=PATIENCE)


def _introduced(server: smtplib.SMTP, settings: MailSettings) -> None:
    if settings.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    if settings.user:
        server.login(settings.user, settings.password)


def _letter(notice: Notice, attempt: Attempt, settings: MailSettings) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"] = settings.sender, notice.contact.removeprefix("mailto:")
    letter["Subject"] = " ".join(notice.subject.split())
    letter["Date"], letter["Message-ID"] = formatdate(), _name(attempt, settings)
    letter["Auto-Submitted"] = "auto-generated"  # no out-of-office answers (RFC 3834, 5)
    letter.set_content(notice.words)
    return letter


def _name(attempt: Attempt, settings: MailSettings) -> str:
    """The same at each try, so that mailboxes show a letter once that was taken without a word (RFC 5322, 3.6.4)."""
    domain = settings.sender.rpartition("@")[2]
    return f"<{attempt.notice}@{domain}>" if attempt.notice else make_msgid(domain=domain)
