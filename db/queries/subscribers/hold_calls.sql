-- Give up every post that waits.
update calls set state = 'failed', message = x'', lease_until = null, last_error = :reason where state in ('queued', 'leased')
