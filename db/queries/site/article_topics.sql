-- The topics of an article.
select topic from article_topics where article_id = :id order by topic
