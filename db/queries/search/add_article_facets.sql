-- The facets of the batch's articles; an article's stage is that of its surest proposal.
insert or replace into article_facets (position, source_id, kind, stage, year)
select
    articles.position, articles.source_id, articles.kind,
    (select stage from proposals where proposals.article_id = articles.id order by confidence desc, id limit 1),
    substr(coalesce(articles.published_at, articles.known_at), 1, 4)
from temp.batch
join articles on articles.id = batch.article_id
