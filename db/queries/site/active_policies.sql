-- The policies that moved or were spoken of most in the newest two years that have any.
select policies.id, policies.title, policies.position, policies.state, policies.last_on, policies.articles,
    (select count(*) from shifts where shifts.policy_id = policies.id) as shifts
from policies
where policies.last_on >= :since
order by shifts desc, policies.articles desc, policies.last_on desc, policies.id
limit :limit
