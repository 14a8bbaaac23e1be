-- A written question of Parliament, by its article.
select * from questions where article_id = :article_id
