-- What each article says of a policy, newest first.
select
    proposals.id, proposals.article_id, proposals.happened_on, proposals.official, proposals.proposer,
    proposals.proposer_kind, proposals.proposer_id, proposals.action, proposals.target, proposals.instrument,
    proposals.stage, proposals.effect, proposals.commitment, proposals.direction, proposals.exemptions,
    proposals.scope, proposals.summary, proposals.confidence,
    articles.headline, articles.published_at, articles.kind, sources.title as source, sources.id as source_id,
    near_duplicates.leader_id
from proposals
join articles on articles.id = proposals.article_id
join sources on sources.id = articles.source_id
left join near_duplicates on near_duplicates.article_id = articles.id
where proposals.policy_id = :id
order by proposals.happened_on desc, proposals.id
limit 400
