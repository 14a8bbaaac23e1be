-- The server has taken it.
update outbox set state = 'sent', sent_at = :now, lease_until = null, attempts = attempts + 1, last_error = null
where id = :id and state = 'leased'
