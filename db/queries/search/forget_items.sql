-- Nothing of the batch's quotations and proposals in the index.
delete from search_items where article_id in (select article_id from temp.batch)
