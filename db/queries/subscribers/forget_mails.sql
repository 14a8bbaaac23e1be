-- Forget the mails of those who are forgotten.
delete from outbox where recipient not in (select address from subscribers)
