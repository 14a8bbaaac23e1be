-- To be posted again later.
update calls set state = 'queued', lease_until = null, attempts = attempts + 1, next_try_at = :next_try_at,
    last_error = :error
where id = :id and state = 'leased'
