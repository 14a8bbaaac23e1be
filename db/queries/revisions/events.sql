-- What befell the pages beside new text, in the order in which it happened.
select page_id, kind, happened_at from page_events
where kind in ('gone', 'withdrawn', 'back', 'moved') order by id
