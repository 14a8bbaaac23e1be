-- Who supports and who opposes what?
select stances.actor, stances.stance, policies.title as policy, stances.sentence, articles.url
from stances
join articles on articles.id = stances.article_id
left join policies on policies.id = stances.policy_id
order by stances.actor, stances.stance
limit 1000
