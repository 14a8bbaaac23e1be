-- Forget the mails of those who are forgotten; one to an address that a reader would change to is theirs.
delete from outbox where recipient not in (select address from subscribers)
    and recipient not in (select value from confirmations where kind = 'address' and used_at is null)
