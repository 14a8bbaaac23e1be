-- What was taken down, when and why, the latest first.
select url, reason, removed_at from removals order by removed_at desc, url
