-- The Message-ID of a sent mail that begins with some characters.
select message_id from outbox
where message_id >= :prefix and message_id < :prefix || char(1114111) and state = 'sent' limit 1
