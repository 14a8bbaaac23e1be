"""What changed pages said before: every distinct text of an article whose whole text may be shown."""

from sqlite_utils import Database

from db.connect import immediate, named_sql


def publish_revisions(archive: Database, public: Database) -> int:
    """How many texts stand in the published table now. Articles shown in extracts have none there."""
    whole = {row[0] for row in public.conn.execute(named_sql("publish/whole_articles"))}
    texts: dict[str, list[dict[str, str]]] = {}
    for row in archive.query(named_sql("archive/changed_texts")):
        kept = texts.setdefault(row["article_id"], [])
        # An extraction by newer rules is no edit of the publisher's: the same revision stands once.
        if row["article_id"] in whole and (not kept or kept[-1]["text_hash"] != row["text_hash"]):
            kept.append(row)
    rows = [
        {**row, "number": number}
        for kept in texts.values()
        if len(kept) > 1
        for number, row in enumerate(kept, start=1)
    ]
    with immediate(public):
        public.conn.execute(named_sql("publish/forget_revisions"))
        public.conn.executemany(named_sql("publish/add_revision"), rows)
    return len(rows)
