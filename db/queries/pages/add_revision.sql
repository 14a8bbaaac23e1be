-- A body of a page; one that comes back after another keeps its first row.
insert into revisions (page_id, body_hash, content_type, raw_file, raw_offset, raw_length, hints, seen_at, backfill)
values (:page_id, :body_hash, :content_type, :raw_file, :raw_offset, :raw_length, :hints, :now, :backfill)
on conflict(page_id, body_hash) do nothing
