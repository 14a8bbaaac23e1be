-- To whom a mail was sent.
select recipient from outbox where message_id = :message_id and state = 'sent'
