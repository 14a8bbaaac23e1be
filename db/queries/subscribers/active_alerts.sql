-- The alerts to be served at a frequency, with whom they belong to.
select alerts.id, alerts.kind, alerts.value, alerts.shifts_only, alerts.stages, alerts.without, alerts.note,
    alerts.frequency, alerts.paused, subscribers.id as subscriber_id, subscribers.address,
    subscribers.unsubscribe_token, subscribers.tell_nothing,
    (select alone from webhooks where webhooks.subscriber_id = subscribers.id) as hook_alone
from alerts join subscribers on subscribers.id = alerts.subscriber_id
where subscribers.state = 'active' and alerts.paused = 0 and alerts.frequency = :frequency
order by subscribers.id, alerts.id
