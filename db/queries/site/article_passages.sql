-- The published stretches of an article's text, in its order.
select start, kind, text from passages where article_id = :id order by start
