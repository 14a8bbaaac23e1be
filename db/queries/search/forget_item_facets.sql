-- No facets of the batch's quotations and proposals.
delete from item_facets
where position in (select position from search_items where article_id in (select article_id from temp.batch))
