-- Some articles that are published today, and when their pages were last edited.
select articles.id, articles.url, articles.headline, articles.source_id, sources.title as source,
    (select max(seen_at) from revisions where revisions.article_id = articles.id) as edited_at
from articles join sources on sources.id = articles.source_id
where articles.id in (select value from json_each(:articles))
