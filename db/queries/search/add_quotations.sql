-- Each quotation of the batch: its words under its speaker's name, with the filters that find it.
insert into search_items (position, kind, item_id, article_id, title, words, search_keys)
select
    articles.position * 1000 + min(row_number() over (partition by articles.id order by quotations.start, quotations.id), 499),
    'quotation', quotations.id, articles.id, coalesce(quotations.speaker, ''), quotations.content,
    search_key('kind', 'quotation') || ' ' || search_key('source', articles.source_id)
    || coalesce(' ' || search_key(quotations.speaker_kind, quotations.speaker_id), '')
    || coalesce(' ' || (
        select search_key('body', person_roles.body_id) from person_roles
        where quotations.speaker_kind = 'person' and person_roles.person_id = quotations.speaker_id
            and person_roles.article_id = articles.id and person_roles.body_id is not null limit 1), '')
    || coalesce(' ' || (
        select group_concat(search_key('topic', topic), ' ') from article_topics
        where article_topics.article_id = articles.id), '')
from temp.batch
cross join articles on articles.id = batch.article_id
cross join quotations on quotations.article_id = articles.id
where true
on conflict do nothing
