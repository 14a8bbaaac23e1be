-- What is wrong now, with the time when it was last seen.
select source, step, place, reason, last_at from issues where resolved_at is null order by last_at desc, id desc
