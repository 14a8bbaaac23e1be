"""Handing mails over: to an SMTP relay, or to a folder of .eml files."""

import os
import smtplib
import ssl
import time
from pathlib import Path
from types import TracebackType
from typing import Protocol

from digests.settings import DigestSettings
from records.signatures import short_hash

_TIMEOUT = 30.0  # seconds without an answer


class TryLater(RuntimeError):
    """This mail was refused for now (4xx), or it is not known whether it was taken; the message says by what words."""


class Refused(RuntimeError):
    """This mail was refused for good (5xx)."""


class Unreachable(RuntimeError):
    """The relay cannot be reached, or takes nothing now; no mail is at fault."""


class Transport(Protocol):
    """Something that takes mails one at a time."""

    def send(self, *, recipient: str, message: bytes, message_id: str) -> None:
        """Hand one mail over. Raises TryLater, Refused or Unreachable."""

    def close(self) -> None:
        """Say goodbye."""


class Mailbox:
    """A folder in which each mail is one .eml file, named by its Message-ID: sent again, it is the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, *, recipient: str, message: bytes, message_id: str) -> None:
        """Write the file, whole or not at all."""
        path = self.folder / f"{short_hash(message_id)}.eml"
        part = path.with_suffix(".part")
        try:
            with part.open("wb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            raise Unreachable(f"{self.folder}: {error.strerror}") from error

    def close(self) -> None:
        """Nothing to do."""


class Relay:
    """One SMTP connection, opened when first needed and used again for every mail."""

    def __init__(self, settings: DigestSettings) -> None:
        self._settings = settings
        self._smtp: smtplib.SMTP | None = None
        self._next = 0.0  # when the next mail may go, by the monotonic clock

    def __enter__(self) -> "Relay":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, *, recipient: str, message: bytes, message_id: str) -> None:
        """Hand one mail to the relay."""
        smtp = self._connected()
        self._wait_for_its_turn()
        try:
            smtp.sendmail(_envelope_sender(self._settings, message_id), [recipient], message)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            self._refused(code, words)
        except smtplib.SMTPResponseException as error:
            self._refused(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            # It may have been taken before the line broke; the same Message-ID tells a second copy for what it is.
            self._smtp = None
            raise TryLater(f"the connection broke: {error}") from error

    def _wait_for_its_turn(self) -> None:
        if self._settings.smtp_a_minute:
            now = time.monotonic()
            if self._next > now:
                time.sleep(self._next - now)
            self._next = max(self._next, now) + 60 / self._settings.smtp_a_minute

    def _refused(self, code: int, words: bytes | str) -> None:
        said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
        if code == 421:
            self._drop()
            raise Unreachable(said)
        if 400 <= code < 500:
            raise TryLater(said)
        raise Refused(said)

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                raise Unreachable(f"the relay refused the login: {error.smtp_code}") from error
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(f"{self._settings.smtp_host}: {error}") from error
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.smtp_security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.smtp_host, settings.smtp_port, timeout=_TIMEOUT, context=_tls(settings)
            )
        else:
            smtp = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_TIMEOUT)
        try:
            if settings.smtp_security == "starttls":
                smtp.starttls(context=_tls(settings))
            if settings.smtp_user:
                smtp.login(settings.smtp_user, settings.smtp_password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def close(self) -> None:
        """Say goodbye to the relay."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None


def _envelope_sender(settings: DigestSettings, message_id: str) -> str:
    """Where reports of this mail go: to an address of its own where that is set."""
    if not settings.smtp_verp:
        return settings.from_address
    local, _, domain = settings.from_address.rpartition("@")
    return f"{local}+{message_id.strip('<>').partition('@')[0]}@{domain}"


def _tls(settings: DigestSettings) -> ssl.SSLContext:
    """TLS with the relay's name and certificate checked."""
    return ssl.create_default_context(cafile=str(settings.smtp_ca_file) if settings.smtp_ca_file else None)


def transport(settings: DigestSettings) -> Transport:
    """The relay that is set, else the mailbox folder. Raises ValueError where there is neither."""
    if settings.smtp_host:
        return Relay(settings)
    if settings.mailbox_dir is None:
        raise ValueError("digests need an SMTP relay (smtp_host) or a folder for them (mailbox_dir)")
    return Mailbox(settings.mailbox_dir)
