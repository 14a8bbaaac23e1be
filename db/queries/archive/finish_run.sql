-- A run has ended of its own will.
update runs set finished_at = :now, note = :note where id = :id
