-- Every span of an article that something was read from.
select id, kind, item_id, start, "end", text, rule from evidence where article_id = :id order by start, "end" desc
