-- Which policies made a U-turn, and when?
select policies.title as policy, shifts.happened_on as day, shifts.note, articles.headline, articles.url
from shifts
join policies on policies.id = shifts.policy_id
join articles on articles.id = shifts.article_id
where shifts.kind = 'u-turn'
order by shifts.happened_on desc
limit 500
