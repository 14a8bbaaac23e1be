-- Every proposal of every article: who would change what for whom, how far it has got, and how sure the machine is.
select proposals.happened_on, proposals.proposer, proposals.action, proposals.target, proposals.stage,
    proposals.instrument, proposals.effect, proposals.exemptions, proposals.confidence, policies.title as policy,
    articles.headline, articles.url, proposals.policy_id, proposals.article_id
from proposals
join articles on articles.id = proposals.article_id
left join policies on policies.id = proposals.policy_id
