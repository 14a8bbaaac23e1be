-- Each proposal of the batch: what would change in our words and the text's, with the filters that find it.
insert into search_items (position, kind, item_id, article_id, title, words, search_keys)
select
    articles.position * 1000 + 500
        + min(row_number() over (partition by articles.id order by proposals.id), 499),
    'proposal', proposals.id, articles.id, proposals.summary,
    coalesce((
        select group_concat(evidence.text, ' ') from evidence
        where evidence.kind = 'proposal' and evidence.item_id = proposals.id), proposals.action),
    search_key('kind', 'proposal') || ' ' || search_key('source', articles.source_id)
    || ' ' || search_key('stage', proposals.stage)
    || coalesce(' ' || search_key(proposals.proposer_kind, proposals.proposer_id), '')
    || coalesce(' ' || (
        select group_concat(search_key('legislation', legislation_id), ' ') from proposal_legislation
        where proposal_legislation.proposal_id = proposals.id), '')
    || coalesce(' ' || (
        select group_concat(search_key('topic', topic), ' ') from article_topics
        where article_topics.article_id = articles.id), '')
from temp.batch
cross join articles on articles.id = batch.article_id
cross join proposals on proposals.article_id = articles.id
where true
on conflict do nothing
