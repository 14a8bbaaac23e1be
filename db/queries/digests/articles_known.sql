-- What became known in a stretch of time: articles, oldest first, backfill left out.
select articles.id, articles.url, articles.headline, articles.lead, articles.body, articles.kind, articles.published_at,
    articles.dated, articles.known_at, articles.source_id, sources.title as source, sources.kind as source_kind,
    coalesce(near_duplicates.leader_id, articles.id) as story
from articles
join sources on sources.id = articles.source_id
left join near_duplicates on near_duplicates.article_id = articles.id
where articles.known_at >= :since and articles.known_at < :until and articles.backfill = 0
order by articles.known_at, articles.id
