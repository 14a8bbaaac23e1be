-- What an article says may change.
select proposals.*, policies.title as policy
from proposals left join policies on policies.id = proposals.policy_id
where proposals.article_id = :id order by proposals.id
