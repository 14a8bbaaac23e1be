-- How many links an address was sent since a time, and how many to change theirs a reader asked for.
select count(*) from confirmations join subscribers on subscribers.id = confirmations.subscriber_id
where confirmations.created_at > :since and (
    (confirmations.kind = 'address' and (confirmations.value = :address or subscribers.id = :subscriber_id))
    or (confirmations.kind <> 'address' and subscribers.address = :address))
