-- The newest articles.
select articles.id, articles.headline, articles.lead, articles.published_at, articles.known_at, articles.kind,
    articles.is_full, sources.title as source, articles.source_id
from articles join sources on sources.id = articles.source_id
where articles.position < :before
order by articles.position desc limit :limit
