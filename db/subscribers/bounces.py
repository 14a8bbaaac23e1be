"""What is known of mails that came back."""

from datetime import datetime

from sqlite_utils import Database

from db.connect import immediate, named_sql


def was_sent(db: Database, message_id: str, *, to: str) -> bool:
    """True where a mail of that Message-ID went to that address."""
    row = {"message_id": message_id, "recipient": to}
    return db.conn.execute(named_sql("subscribers/was_sent"), row).fetchone() is not None


def message_id_of(db: Database, local_part: str) -> str:
    """The Message-ID that begins so; "" for none of ours."""
    found = db.conn.execute(named_sql("subscribers/message_id_of"), {"prefix": f"<{local_part}@"}).fetchone()
    return str(found[0]) if found else ""


def recipient_of(db: Database, message_id: str) -> str:
    """To whom the mail of that Message-ID went; "" for none of ours."""
    found = db.conn.execute(named_sql("subscribers/recipient_of"), {"message_id": message_id}).fetchone()
    return str(found[0]) if found else ""


def note_bounce(db: Database, address: str, *, message_id: str, said: str, now: datetime) -> int | None:
    """How many of the reader's latest mails came back in a row; None for one known already, or nobody's address."""
    row = {"address": address, "message_id": message_id, "said": said, "now": now.isoformat()}
    with immediate(db):
        if not db.conn.execute(named_sql("subscribers/note_bounce"), row).rowcount:
            return None
        return int(db.conn.execute(named_sql("subscribers/count_bounces"), row).fetchone()[0])
