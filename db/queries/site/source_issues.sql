-- What is wrong with a source.
select step, place, reason, last_at from issues where source_id = :id order by last_at desc limit 50
