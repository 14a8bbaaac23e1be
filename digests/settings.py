"""What a digest must know of the installation that sends it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """Who sends, what the links lead to, and where the mail goes: to ``mailbox_dir`` unless ``smtp_host`` is set."""

    base_url: str  # of the site, for links: "https://greenpaper.example"
    from_address: str  # one address without a name: "alerts@greenpaper.example"
    site_title: str = "Greenpaper"
    #: A page that stops the alerts of the reader whose token is put at its end. It must ask on GET and act on
    #: POST (RFC 8058). Empty where the site has none: then the reader is told to write to ``from_address``.
    unsubscribe_page: str = ""
    #: A page that confirms a sign-up, in the same way. Empty: nobody can sign up by themselves.
    confirm_page: str = ""
    #: A reader's own page, in the same way; there they change their alerts.
    manage_page: str = ""
    mailbox_dir: Path | None = None
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"  # starttls | tls | none
    #: Each mail has an envelope sender of its own ("alerts+…@…"), so that a report of its not arriving names it.
    smtp_verp: bool = False
    smtp_a_minute: int = 0  # mails a minute at most; 0: as many as the relay takes
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_ca_file: Path | None = None  # certificates to trust in place of the system's, for a relay with its own
