-- What befell a page beside new text, in the order in which it happened.
select kind, happened_at from page_events
where page_id = :page_id and kind in ('gone', 'withdrawn', 'back', 'moved') order by id
