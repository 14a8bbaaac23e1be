-- What became known in a stretch of time: shifts, oldest first, backfill left out.
select shifts.id, shifts.policy_id, shifts.kind, shifts.from_stage, shifts.to_stage, shifts.happened_on, shifts.known_at,
    shifts.article_id, shifts.sentence, shifts.reported, shifts.note, shifts.statement, policies.title as policy, policies.position,
    policies.state, articles.url, articles.headline, articles.source_id, articles.published_at, sources.title as source,
    proposals.proposer_kind, proposals.proposer_id,
    coalesce(near_duplicates.leader_id, shifts.article_id) as story
from shifts
join policies on policies.id = shifts.policy_id
join articles on articles.id = shifts.article_id
join sources on sources.id = articles.source_id
left join near_duplicates on near_duplicates.article_id = shifts.article_id
left join proposals on proposals.id = shifts.proposal_id
where shifts.known_at >= :since and shifts.known_at < :until and shifts.backfill = 0
order by shifts.known_at, shifts.id
