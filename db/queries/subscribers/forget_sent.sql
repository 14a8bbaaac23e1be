-- Forget the bytes of mails that were sent, or given up, long ago; what became of them stays known.
update outbox set message = x''
where length(message) > 0 and ((state = 'sent' and sent_at < :before) or (state = 'failed' and queued_at < :before))
