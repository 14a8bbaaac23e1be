-- The mails that were given up, with the server's words.
select id, recipient, last_error, attempts, queued_at from outbox where state = 'failed' order by id desc limit :limit
