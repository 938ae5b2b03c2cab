"""Reminders by e-mail: plain text through the operator's server.

The Message-ID comes from the message's key, so a mail sent twice because a worker died in between is one mail to every
mailbox that looks at it.
"""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from prongsai.adapters.channel_port import Message, Receipt
from prongsai.settings import MailServer

TIMEOUT_S = 20


class MailChannel:
    """One connection for each mail: reminders are few, and a server that hangs up spoils only one."""

    def __init__(self, server: MailServer, sender: str) -> None:
        self._server = server
        self._sender = sender

    def send(self, message: Message) -> Receipt:
        """Hand it to the server."""
        try:
            with self._connect() as link:
                link.send_message(self._letter(message), self._sender, [message.to])
        except smtplib.SMTPRecipientsRefused as error:
            return _by_code(next(iter(error.recipients.values()))[0])
        except smtplib.SMTPAuthenticationError as error:
            return Receipt("unusable", f"SMTP {error.smtp_code}")
        except smtplib.SMTPNotSupportedError as error:
            if "SMTPUTF8" in str(error):  # an address with letters this server cannot carry: others still get theirs
                return Receipt("refused", "bad address")
            return Receipt("unusable", type(error).__name__)
        except smtplib.SMTPSenderRefused as error:
            return Receipt("unusable" if error.smtp_code >= 500 else "later", f"SMTP {error.smtp_code}")
        except smtplib.SMTPResponseException as error:
            return _by_code(error.smtp_code)
        except (smtplib.SMTPException, OSError) as error:
            return Receipt("later", type(error).__name__)
        except ValueError:  # an address or a subject that no mail can carry
            return Receipt("refused", "bad address")
        return Receipt("accepted")

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            link: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT_S, context=ssl.create_default_context()
            )
        else:
            link = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        try:
            if server.security == "starttls":
                link.starttls(context=ssl.create_default_context())
            if server.user:
                self._sign_in(link)
        except BaseException:
            link.close()
            raise
        return link

    def _sign_in(self, link: smtplib.SMTP) -> None:
        try:
            link.login(self._server.user, self._server.password)
        except smtplib.SMTPServerDisconnected as error:  # some hang up after a wrong password instead of saying so
            raise smtplib.SMTPAuthenticationError(535, b"hung up") from error

    def _letter(self, message: Message) -> EmailMessage:
        letter = EmailMessage(policy=SMTP)
        letter["From"] = self._sender
        letter["To"] = message.to
        letter["Subject"] = message.subject
        letter["Date"] = format_datetime(message.made_at)
        letter["Message-ID"] = f"<{message.key}@{self._sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text)
        return letter


def _by_code(code: int) -> Receipt:
    """5xx is for good, 4xx for now (RFC 5321, 4.2.1)."""
    return Receipt("refused" if code >= 500 else "later", f"SMTP {code}")
