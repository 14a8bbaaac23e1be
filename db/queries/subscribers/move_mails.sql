-- Mails to a reader's old address go to the new one; those that were sent lose their words, which hold the old.
update outbox set recipient = :address, message = case when state = 'sent' then x'' else message end
where recipient = :old_address
