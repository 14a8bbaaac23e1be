-- The reading of a revision's article, in place of an earlier one.
insert into readings (revision_id, article_id, text_hash, reading, stamp, read_at)
values (:revision_id, :article_id, :text_hash, :reading, :stamp, :read_at)
on conflict (revision_id) do update set
    article_id = excluded.article_id, text_hash = excluded.text_hash, reading = excluded.reading,
    stamp = excluded.stamp, read_at = excluded.read_at
