-- How many links an address was sent since a time.
select count(*) from confirmations
where subscriber_id = :subscriber_id and created_at > :since
