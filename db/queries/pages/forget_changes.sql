-- What changed in the texts of a page that was taken down: the differences hold its words.
delete from revision_changes where page_id = :page_id
