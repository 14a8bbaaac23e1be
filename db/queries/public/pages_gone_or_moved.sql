-- Which pages were gone when we looked, withdrawn by their publisher, moved, or back again?
select page_events.happened_at, page_events.kind, articles.headline, sources.title as source, articles.url,
    articles.id as article_id
from page_events
join articles on articles.id = page_events.article_id
join sources on sources.id = articles.source_id
order by page_events.happened_at desc
limit 500
