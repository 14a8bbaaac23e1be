-- How many policies stand at each stage; one that is dropped, reversed or delayed counts there.
select case when state = 'live' then position else state end as stage, count(*) as policies
from policies group by 1
