-- How many readers stand in which state, and how many alerts they have.
select subscribers.state, count(distinct subscribers.id) as readers, count(alerts.id) as alerts
from subscribers left join alerts on alerts.subscriber_id = subscribers.id
group by subscribers.state order by subscribers.state
