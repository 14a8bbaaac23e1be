-- What somebody said, newest first.
select quotations.id, quotations.content, quotations.type, quotations.cue, quotations.speaker, quotations.article_id,
    articles.headline, articles.published_at, articles.known_at, sources.title as source, evidence.id as evidence_id
from (
    select item_id, position from search_items where position in (
        select rowid from search_items_fts where search_items_fts match :match order by rowid desc limit :limit)
) as found
join quotations on quotations.id = found.item_id
join articles on articles.id = quotations.article_id
join sources on sources.id = articles.source_id
left join evidence on evidence.kind = 'quotation' and evidence.item_id = quotations.id
group by quotations.id
order by found.position desc
