-- The batch's articles are indexed as they stand now.
insert or replace into search_state (article_id, content_hash, position)
select articles.id, articles.content_hash, articles.position
from temp.batch
join articles on articles.id = batch.article_id
