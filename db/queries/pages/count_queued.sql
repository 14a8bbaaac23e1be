-- How many addresses of a source are due.
select count(*) from frontier
where source = :source and state = 'queued' and (next_try_at is null or next_try_at <= :now)
