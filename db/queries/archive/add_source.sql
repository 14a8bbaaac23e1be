-- A source that came with added files.
insert into added_sources (id, source) values (:id, :source) on conflict (id) do update set source = excluded.source
