-- Whom the batch's articles name: their yearly counts are to be made anew.
insert or ignore into search_touched
select kind, item_id from mentions where article_id in (select article_id from temp.batch)
