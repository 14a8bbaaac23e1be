-- Which consultations close next, and on what?
select consultations.closes_on, policies.title as policy, articles.headline, articles.url
from consultations
join articles on articles.id = consultations.article_id
left join policies on policies.id = consultations.policy_id
where consultations.closes_on >= (select substr(clock, 1, 10) from snapshot)
order by consultations.closes_on
limit 500
