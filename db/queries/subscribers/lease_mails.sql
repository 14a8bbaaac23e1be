-- Take mails that are due, or whose lease ran out, for one sender.
update outbox set state = 'leased', lease_until = :until
where id in (
    select id from outbox
    where (state = 'queued' and coalesce(next_try_at, '') <= :now) or (state = 'leased' and lease_until <= :now)
    order by id limit :limit)
returning id, message_id, recipient, message, attempts, queued_at
