-- The topics of the articles on a policy.
select article_topics.topic, count(*) as articles
from article_topics
where article_topics.article_id in (select article_id from proposals where policy_id = :id)
group by 1 order by articles desc, topic
