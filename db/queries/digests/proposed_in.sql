-- The proposals of an article, with their policies and the sentence that says each.
select proposals.policy_id, policies.title as policy, policies.position, policies.state, proposals.stage,
    proposals.happened_on, proposals.official, proposals.summary,
    (select evidence.text from evidence where evidence.kind = 'proposal' and evidence.item_id = proposals.id
        order by evidence.start limit 1) as sentence
from proposals join policies on policies.id = proposals.policy_id
where proposals.article_id = :article_id
order by proposals.id
