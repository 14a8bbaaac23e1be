-- The facets of the batch's quotations and proposals.
insert or replace into item_facets (position, source_id, kind, stage, year)
select
    search_items.position, articles.source_id, search_items.kind, proposals.stage,
    substr(coalesce(articles.published_at, articles.known_at), 1, 4)
from temp.batch
cross join articles on articles.id = batch.article_id
cross join search_items on search_items.article_id = articles.id
left join proposals on search_items.kind = 'proposal' and proposals.id = search_items.item_id
