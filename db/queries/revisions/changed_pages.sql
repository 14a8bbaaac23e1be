-- The pages of which a change or an event is told.
select page_id from revision_changes where weight <> 'none' union select page_id from page_events
