"""What digests/ must know of this installation."""

from pathlib import Path

from digests.settings import DigestSettings
from greenpaper.settings import Settings
from records.strict import BadTable


def digest_settings(settings: Settings) -> DigestSettings:
    """The [mail] settings with the relay's password out of its file. Raises BadTable where that cannot be read."""
    mail = settings.mail
    password = ""
    if mail.smtp_password_file:
        try:
            password = Path(mail.smtp_password_file).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadTable(
                f"[mail]: 'smtp_password_file' names {mail.smtp_password_file}, which cannot be read: {error}"
            ) from None
    return DigestSettings(
        base_url=settings.site.base_url,
        site_title=settings.site.title,
        from_address=mail.sender,
        confirm_page=f"{settings.site.base_url.rstrip('/')}/alerts/confirm/",
        unsubscribe_page=f"{settings.site.base_url.rstrip('/')}/alerts/stop/",
        manage_page=f"{settings.site.base_url.rstrip('/')}/alerts/of/",
        mailbox_dir=None if mail.smtp_host else settings.mailbox_dir,
        smtp_host=mail.smtp_host,
        smtp_port=mail.smtp_port,
        smtp_security=mail.smtp_security,
        smtp_verp=mail.smtp_verp,
        smtp_a_minute=max(0, mail.smtp_a_minute),
        smtp_user=mail.smtp_user,
        smtp_password=password,
    )
