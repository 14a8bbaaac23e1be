-- An address that was taken down, with the reason; the first reason stays.
insert into removals (url, reason, removed_at) values (:url, :reason, :now) on conflict(url) do nothing
