-- The sources of that id or title.
select id, title as name from sources where id = :value or title = :value collate nocase limit 10
