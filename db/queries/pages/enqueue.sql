-- Put an address at the end of what is to be fetched.
insert into frontier (url, source, fetch_url, hints, hinted_at, added_at, backfill)
values (:url, :source, :fetch_url, :hints, :hinted_at, :now, :backfill)
on conflict(url) do update set
    source = excluded.source, fetch_url = excluded.fetch_url, state = 'queued', hints = excluded.hints,
    hinted_at = excluded.hinted_at, next_try_at = null, attempts = 0
