-- The quotations at these places, as a search shows them.
select search_items.position, quotations.id, coalesce(quotations.speaker, 'Unnamed speaker') as title,
    quotations.content as snippet, articles.url,
    coalesce(articles.published_at, articles.known_at) as happened_on, articles.known_at,
    '/articles/' || articles.id || coalesce('#e' || (
        select min(evidence.id) from evidence
        where evidence.kind = 'quotation' and evidence.item_id = quotations.id), '') as address,
    sources.title as source, articles.source_id, null as stage, articles.headline, quotations.type
from json_each(:positions) as places
join search_items on search_items.position = places.value
join quotations on quotations.id = search_items.item_id
join articles on articles.id = quotations.article_id
join sources on sources.id = articles.source_id
