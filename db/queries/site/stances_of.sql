-- What somebody thinks of policies, newest first.
select stances.stance, stances.sentence, stances.article_id, stances.policy_id, policies.title,
    proposals.happened_on, proposals.summary, sources.title as source
from stances
join proposals on proposals.id = stances.proposal_id
join articles on articles.id = stances.article_id
join sources on sources.id = articles.source_id
left join policies on policies.id = stances.policy_id
where stances.actor_kind = :kind and stances.actor_id = :id
order by proposals.happened_on desc limit 50
