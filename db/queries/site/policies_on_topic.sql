-- The policies that articles on a topic speak of, the one that moved last at the top.
select distinct policies.id, policies.title, policies.position, policies.state, policies.last_on, policies.articles
from article_topics
join proposals on proposals.article_id = article_topics.article_id
join policies on policies.id = proposals.policy_id
where article_topics.topic = :id
order by policies.last_on desc limit 50
