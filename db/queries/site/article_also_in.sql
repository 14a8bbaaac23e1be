-- The same story elsewhere.
select articles.id, articles.headline, articles.published_at, sources.title as source
from near_duplicates as mine
join near_duplicates as others on others.leader_id = mine.leader_id and others.article_id <> :id
join articles on articles.id = others.article_id
join sources on sources.id = articles.source_id
where mine.article_id = :id
union
select articles.id, articles.headline, articles.published_at, sources.title
from near_duplicates
join articles on articles.id = case when near_duplicates.article_id = :id
    then near_duplicates.leader_id else near_duplicates.article_id end
join sources on sources.id = articles.source_id
where near_duplicates.article_id = :id or near_duplicates.leader_id = :id
limit 30
