-- Where do all policies stand?
select case when state = 'live' then position else state end as stage, count(*) as policies, max(last_on) as last_moved
from policies
group by stage
order by policies desc
