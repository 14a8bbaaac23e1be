-- Queue a mail again that was given up or held; its bytes and Message-ID stay.
update outbox set state = 'queued', lease_until = null, attempts = 0, next_try_at = null, queued_at = :now
where id = :id and state = 'failed' and length(message) > 0
