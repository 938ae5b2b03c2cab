"""A real mail server for tests: aiosmtpd on a free port of this machine, keeping what it is given."""

import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class MailServer:
    """`refused` addresses are answered 550; `letters` are what came, with whom each was for."""

    login: tuple[str, str] | None = None
    refused: set[str] = field(default_factory=set)
    letters: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)

    def __enter__(self) -> "MailServer":
        # Signing in without encryption is refused by default; here it stays on this machine.
        options = {"authenticator": self._check, "auth_require_tls": False} if self.login else {}
        with socket.socket() as probe:  # the controller connects to itself at start: it must know its port before
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._controller.stop()

    @property
    def address(self) -> str:
        """What PRONGSAI_SMTP_URL takes."""
        who = f"{self.login[0]}:{self.login[1]}@" if self.login else ""
        return f"smtp://{who}127.0.0.1:{self.port}"

    def _check(self, server: object, session: object, envelope: object, mechanism: str, data: SimpleNamespace):
        is_right = (data.login.decode(), data.password.decode()) == self.login
        return AuthResult(success=is_right, handled=False)  # False: the server itself says 535, else nobody answers

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.refused:
            return f"550 no such mailbox {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((tuple(envelope.rcpt_tos), letter))
        return "250 taken"
