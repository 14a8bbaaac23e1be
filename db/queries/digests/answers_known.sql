-- Written questions that are known to be answered since a stretch of time, oldest first, backfill left out.
select questions.answer_known_at, questions.answer_seen_in, articles.id, articles.url, articles.headline, articles.lead,
    articles.body, articles.published_at, articles.known_at, articles.source_id, sources.title as source
from questions
join articles on articles.id = questions.article_id
join sources on sources.id = articles.source_id
where questions.answer_known_at >= :since and questions.answer_known_at < :until and questions.backfill = 0
order by questions.answer_known_at, articles.id
