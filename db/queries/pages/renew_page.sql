-- A page that was fetched: what stands there now, and how to ask for news of it.
update pages set
    fetch_url = :fetch_url, status = :status, current_revision = :revision_id, etag = :etag,
    last_modified = :last_modified, hinted_at = coalesce(:hinted_at, hinted_at), last_seen_at = :now,
    checked_at = :now, checks = :checks
where id = :page_id
