-- How many links a mailbox was sent since a time, whatever its tag, and how many to change theirs a reader asked for.
with asked as (
    select confirmations.kind, confirmations.subscriber_id,
        lower(case when confirmations.kind = 'address' then confirmations.value else subscribers.address end) as address
    from confirmations join subscribers on subscribers.id = confirmations.subscriber_id
    where confirmations.created_at > :since)
select count(*) from asked
where (kind = 'address' and subscriber_id = :subscriber_id)
    or case when instr(address, '+') between 2 and instr(address, '@')
        then substr(address, 1, instr(address, '+') - 1) || substr(address, instr(address, '@')) else address end = :mailbox
