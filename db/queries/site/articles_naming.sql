-- The newest articles that name a body, a person, legislation or a topic, or speak of a policy.
select articles.id, articles.headline, articles.lead, articles.published_at, articles.known_at, articles.kind,
    articles.is_full, sources.title as source, articles.source_id
from mentions
join articles on articles.position = mentions.position
join sources on sources.id = articles.source_id
where mentions.kind = :kind and mentions.item_id = :id
order by mentions.position desc limit :limit offset :offset
