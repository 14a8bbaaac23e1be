-- Forget the mails of those who are forgotten; one to an address that a reader would change to is theirs, and so is the
-- last one to the address that they had.
delete from outbox where recipient not in (select address from subscribers)
    and recipient not in (select value from confirmations where kind = 'address' and used_at is null)
    and not (state in ('queued', 'leased') and key like 'moved:%'
        and exists (select 1 from subscribers where outbox.key like 'moved:' || subscribers.id || ':%'))
