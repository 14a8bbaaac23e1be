-- No yearly counts of those that were touched.
delete from activity where (kind, item_id) in (select kind, item_id from search_touched)
