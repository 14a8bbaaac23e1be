-- Where every published article stands, and what its rows were made from.
select id, position, content_hash, is_full from articles
