-- Every alert that is not paused, of those who have confirmed.
select alerts.* from alerts join subscribers on subscribers.id = alerts.subscriber_id
where alerts.paused = 0 and subscribers.state in ('active', 'paused') order by alerts.id
