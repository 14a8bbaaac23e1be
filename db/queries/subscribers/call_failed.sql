-- Given up.
update calls set state = 'failed', message = x'', lease_until = null, attempts = attempts + 1, last_error = :error
where id = :id and state = 'leased'
