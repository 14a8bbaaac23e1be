-- No mention of anything in the batch's articles.
delete from mentions where article_id in (select article_id from temp.batch)
