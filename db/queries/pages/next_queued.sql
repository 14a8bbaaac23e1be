-- The addresses of a source that are due, after the one handed out last.
select f.number, f.url, f.source, f.fetch_url, f.hints, f.hinted_at, f.attempts, f.backfill,
       p.etag, p.last_modified, p.fetch_url as last_fetch_url
from frontier f left join pages p on p.url = coalesce((select target from aliases where url = f.url), f.url)
where f.source = :source and f.number > :after and f.state = 'queued'
  and (f.next_try_at is null or f.next_try_at <= :now)
order by f.number limit :limit
