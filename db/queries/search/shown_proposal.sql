-- The proposals at these places, as a search shows them.
select search_items.position, proposals.id, proposals.summary as title, search_items.words as snippet, articles.url,
    coalesce(articles.published_at, articles.known_at) as happened_on, articles.known_at,
    '/articles/' || articles.id || coalesce('#e' || (
        select min(evidence.id) from evidence
        where evidence.kind = 'proposal' and evidence.item_id = proposals.id), '') as address,
    sources.title as source, articles.source_id, proposals.stage, articles.headline, proposals.policy_id
from json_each(:positions) as places
join search_items on search_items.position = places.value
join proposals on proposals.id = search_items.item_id
join articles on articles.id = proposals.article_id
join sources on sources.id = articles.source_id
