"""An SMTP server on the loopback that counts, and answers as it is told."""

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class Counting:
    """What the server took; ``answers`` are used up one a mail before it says yes."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = answers
        self.taken: list[tuple[str, Message]] = []
        self.senders: list[str] = []
        self.connections = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.senders.append(envelope.mail_from)
            self.taken += [(to, email.message_from_bytes(envelope.content)) for to in envelope.rcpt_tos]
        return answer

    @property
    def ids(self) -> list[str]:
        """Message-IDs as they came."""
        return [str(message["Message-ID"]) for _, message in self.taken]


@contextmanager
def relay(*answers: str) -> Iterator[tuple[Counting, dict[str, Any]]]:
    """(what it took, the settings that lead to it)"""
    handler = Counting(list(answers))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mailbox_dir": None}
    finally:
        controller.stop()
