-- Something that befell a page.
insert into page_events (page_id, kind, happened_at, note) values (:page_id, :kind, :now, :note)
