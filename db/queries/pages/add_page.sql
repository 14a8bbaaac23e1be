-- A page seen for the first time.
insert into pages (url, source, fetch_url, first_seen_at, last_seen_at) values (:url, :source, :fetch_url, :now, :now)
