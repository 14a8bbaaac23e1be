-- The other side took it; that it did is kept, the words are not.
update calls set state = 'sent', sent_at = :now, body = x'', message = x'', lease_until = null, attempts = attempts + 1, last_error = null
where id = :id and state = 'leased'
