-- These have alerts again, and mails reach them.
update subscribers set idle_since = null
where idle_since is not null and state = 'active'
    and exists (select 1 from alerts where alerts.subscriber_id = subscribers.id)
