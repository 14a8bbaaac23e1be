-- Forget the bytes of mails that were sent long ago; that they were sent stays known.
update outbox set message = x'' where state = 'sent' and sent_at < :before and length(message) > 0
