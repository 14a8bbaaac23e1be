-- The batch's articles are not indexed.
delete from search_state where article_id in (select article_id from temp.batch)
