-- To be tried again later.
update outbox set state = 'queued', lease_until = null, attempts = attempts + :counted, next_try_at = :next_try_at,
    last_error = :error
where id = :id and state = 'leased'
