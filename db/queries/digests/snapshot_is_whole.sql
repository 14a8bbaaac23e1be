-- Whether the published database is all of one projection: none is being written, as far as any was begun.
select not exists (select 1 from snapshot where stamp = '')
