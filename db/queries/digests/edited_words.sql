-- The words of one change of a page, in the order of reading.
select paragraph, kind, text from revision_changes where revision_id = :revision_id order by place
