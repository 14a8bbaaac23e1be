-- What was changed in pages in a stretch of time: changes of weight, oldest first, backfill left out.
select revisions.id as revision_id, revisions.seen_at, revisions.weight, revisions.summary,
    articles.id, articles.url, articles.headline, articles.lead, articles.body, articles.published_at,
    articles.known_at, articles.source_id, sources.title as source, sources.kind as source_kind
from revisions
join articles on articles.id = revisions.article_id
join sources on sources.id = articles.source_id
where revisions.seen_at >= :since and revisions.seen_at < :until and revisions.backfill = 0
    -- An answer to a question is told as one.
    and not exists (select 1 from questions where questions.answer_seen_in = revisions.id)
    and revisions.weight in ('substantive', 'status', 'removal')
order by revisions.seen_at, revisions.id
