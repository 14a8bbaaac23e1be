-- Which bodies stood at a page that was taken down.
delete from standings where page_id = :page_id
