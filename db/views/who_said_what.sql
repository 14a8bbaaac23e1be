-- Every quotation with its speaker, as what they spoke, where and when.
select quotations.speaker, person_roles.role, person_roles.affiliation, quotations.content, quotations.type,
    coalesce(articles.published_at, articles.known_at) as said_on, sources.title as source, articles.headline,
    articles.url, quotations.speaker_kind, quotations.speaker_id, quotations.article_id
from quotations
join articles on articles.id = quotations.article_id
join sources on sources.id = articles.source_id
left join person_roles on person_roles.article_id = quotations.article_id
    and quotations.speaker_kind = 'person' and person_roles.person_id = quotations.speaker_id
