-- The bodies of a page that was taken down.
delete from revisions where page_id = :page_id
