-- Give up every post that waits.
update calls set state = 'failed', lease_until = null, last_error = :reason where state in ('queued', 'leased')
