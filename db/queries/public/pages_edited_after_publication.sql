-- Which pages were edited after they were published, and how much was changed?
select revisions.seen_at, articles.headline, sources.title as source, revisions.weight, revisions.summary,
    articles.url, articles.id as article_id
from revisions
join articles on articles.id = revisions.article_id
join sources on sources.id = articles.source_id
where revisions.weight in ('substantive', 'status', 'removal')
order by revisions.seen_at desc
limit 500
