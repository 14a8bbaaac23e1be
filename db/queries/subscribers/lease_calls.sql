-- Take posts that are due, or whose lease ran out, for one sender.
update calls set state = 'leased', lease_until = :until
where id in (
    select id from calls
    where (state = 'queued' and coalesce(next_try_at, '') <= :now) or (state = 'leased' and lease_until <= :now)
    order by id limit :limit)
returning id, key, body, attempts, queued_at, (select url from webhooks where webhooks.id = webhook_id),
    (select secret from webhooks where webhooks.id = webhook_id)
