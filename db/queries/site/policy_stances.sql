-- Who thinks what of a policy, newest first.
select stances.actor, stances.actor_kind, stances.actor_id, stances.stance, stances.sentence, stances.article_id,
    proposals.happened_on, proposals.summary, sources.title as source
from stances
join proposals on proposals.id = stances.proposal_id
join articles on articles.id = stances.article_id
join sources on sources.id = articles.source_id
where stances.policy_id = :id
order by proposals.happened_on desc, stances.actor
