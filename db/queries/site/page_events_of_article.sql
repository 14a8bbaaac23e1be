-- What befell an article's page beside new text, in the order in which it happened.
select kind, happened_at from page_events where article_id = :id order by happened_at
