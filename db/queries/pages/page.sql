-- The page at an address, or at the one that it led to, with the hash of its current body.
select p.id, p.url, p.source, p.fetch_url, p.status, p.etag, p.last_modified, p.hinted_at,
       p.first_seen_at, p.last_seen_at, p.checked_at, p.checks, r.body_hash
from pages p left join revisions r on r.id = p.current_revision
where p.url = coalesce((select target from aliases where url = :url), :url)
