-- The topics that some article has.
select distinct topic from article_topics
