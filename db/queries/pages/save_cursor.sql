-- Move a source's mark.
insert into cursors (source, name, value) values (:source, :name, :value)
on conflict(source, name) do update set value = excluded.value
