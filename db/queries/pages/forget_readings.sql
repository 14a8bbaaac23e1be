-- What was read from the texts of a page that was taken down.
delete from readings where revision_id in (select id from revisions where page_id = :page_id)
