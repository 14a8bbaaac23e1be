-- The number of the last event of any page: another number, another event.
select coalesce(max(id), 0) from page_events
