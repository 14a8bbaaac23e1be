-- The posts of a reader that wait.
select calls.id from calls join webhooks on webhooks.id = calls.webhook_id
where webhooks.subscriber_id = :subscriber_id and calls.state in ('queued', 'leased')
