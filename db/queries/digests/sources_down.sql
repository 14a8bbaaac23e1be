-- The sources that could not be read at their last run.
select id, title, problem, last_seen_at from sources where problem is not null and problem <> '' order by title
