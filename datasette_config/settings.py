"""What the site must know of the installation that it speaks for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """A private site shows whole texts to its operator; a public one may be reached by anybody."""

    title: str = "Greenpaper"
    base_url: str = "http://127.0.0.1:8001"
    contact: str = ""  # the operator's mail address, for "this is wrong"
    audience: str = "private"  # private | public
    allow_sql: bool = False  # readers may write SQL; only for a copy on one's own machine
    takes_mail: bool = False  # readers can sign up for e-mail alerts

    @property
    def is_public(self) -> bool:
        """Whether anybody may reach the site, and everything costly or telling stays closed."""
        return self.audience == "public"
