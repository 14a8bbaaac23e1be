-- What a list answered.
insert into lists (url, source, etag, last_modified, body_hash, hinted_at, seen_at)
values (:url, :source, :etag, :last_modified, :body_hash, :hinted_at, :now)
on conflict(url) do update set
    source = excluded.source, etag = excluded.etag, last_modified = excluded.last_modified,
    body_hash = excluded.body_hash, hinted_at = coalesce(excluded.hinted_at, lists.hinted_at), seen_at = excluded.seen_at
