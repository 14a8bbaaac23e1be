-- The bodies, people and topics that an article names, and its sentences that propose something.
select kind, item_id, '' as text from evidence
where article_id = :article_id and kind in ('body', 'person') group by kind, item_id
union all
select 'topic', topic, '' from article_topics where article_id = :article_id
union all
select 'proposer_' || proposer_kind, proposer_id, '' from proposals
where article_id = :article_id and proposer_id is not null
