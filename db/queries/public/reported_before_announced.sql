-- What did the press report before it was official, and how many days before?
select policies.title as policy, min(reported.happened_on) as reported_on, min(official.happened_on) as official_on,
    cast(julianday(min(official.happened_on)) - julianday(min(reported.happened_on)) as integer) as days
from policies
join shifts as reported on reported.policy_id = policies.id and reported.reported = 1
join shifts as official on official.policy_id = policies.id and official.reported = 0
    and official.happened_on > reported.happened_on
group by policies.id
order by days
limit 500
