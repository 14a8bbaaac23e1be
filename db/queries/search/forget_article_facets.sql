-- No facets of the batch's articles, where they stood when they were indexed.
delete from article_facets
where position in (select position from search_state where article_id in (select article_id from temp.batch))
