-- From now on nothing can be mailed to these: they have no alert, or mails to them came back.
update subscribers set idle_since = :now
where idle_since is null and state <> 'waiting'
    and (state <> 'active' or not exists (select 1 from alerts where alerts.subscriber_id = subscribers.id))
