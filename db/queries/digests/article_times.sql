-- When the articles that lead a story were published and known; backfill left out.
select articles.id, articles.published_at, articles.known_at, sources.title as source
from articles join sources on sources.id = articles.source_id
where articles.backfill = 0 and articles.known_at >= :since
order by articles.known_at
