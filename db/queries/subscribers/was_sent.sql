-- Whether a mail was sent to an address.
select 1 from outbox where message_id = :message_id and recipient = :recipient and state = 'sent'
