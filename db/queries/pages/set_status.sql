-- A page's standing: live, gone, withdrawn or blocked.
update pages set status = :status, checked_at = :now where id = :page_id
