-- A page that was taken down has no current text.
update pages set current_revision = null where id = :page_id
