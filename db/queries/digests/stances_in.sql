-- Who takes a side in an article, on which policy, and the sentence that says so.
select stances.id, stances.actor, stances.actor_kind, stances.actor_id, stances.stance, stances.sentence,
    stances.policy_id, policies.title as policy, policies.position, policies.state
from stances left join policies on policies.id = stances.policy_id
where stances.article_id = :article_id
order by stances.id
