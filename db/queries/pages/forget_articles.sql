-- The texts of a page that was taken down.
delete from articles where page_id = :page_id
