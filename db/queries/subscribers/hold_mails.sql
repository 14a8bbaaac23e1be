-- Give up every mail that waits.
update outbox set state = 'failed', lease_until = null, last_error = :reason where state in ('queued', 'leased')
