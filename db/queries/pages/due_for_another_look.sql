-- Young pages that were not asked for a while, the newest first: edits that no list tells of are found so.
select p.url, p.fetch_url, p.hinted_at, r.hints
from pages p join revisions r on r.id = p.current_revision
where p.source = :source and p.status = 'live' and p.first_seen_at >= :young
  and julianday(:now) - julianday(p.checked_at) >= :pause * (1 << min(p.checks, 6))
  and not exists (select 1 from frontier f where f.url = p.url)
order by p.hinted_at desc, p.id desc limit :limit
