-- The articles at these places, as a search shows them.
select articles.position, articles.id, articles.headline as title, articles.lead as snippet, articles.url,
    coalesce(articles.published_at, articles.known_at) as happened_on, articles.known_at,
    '/articles/' || articles.id as address, sources.title as source, articles.source_id, facets.stage
from json_each(:positions) as places
join articles on articles.position = places.value
join sources on sources.id = articles.source_id
left join article_facets as facets on facets.position = articles.position
