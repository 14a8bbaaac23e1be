-- Policies, the one that moved last at the top, all or those that the filters leave.
select policies.id, policies.title, policies.summary, policies.position, policies.state, policies.first_on,
    policies.last_on, policies.articles, policies.proposers, policies.targets
from policies
where (:stage is null or policies.position = :stage or policies.state = :stage)
    and (:topic is null or exists (
        select 1 from proposals join article_topics on article_topics.article_id = proposals.article_id
        where proposals.policy_id = policies.id and article_topics.topic = :topic))
    and (:body is null or exists (
        select 1 from proposals where proposals.policy_id = policies.id
            and proposals.proposer_kind = 'body' and proposals.proposer_id = :body))
order by policies.last_on desc, policies.id
limit :limit offset :offset
