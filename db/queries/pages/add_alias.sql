-- An address that led to another.
insert into aliases (url, target) values (:url, :target) on conflict(url) do update set target = excluded.target
