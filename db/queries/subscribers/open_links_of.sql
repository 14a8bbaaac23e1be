-- What a reader asked for and has not confirmed.
select kind, value, frequency, created_at, expires_at from confirmations
where subscriber_id = :subscriber_id and used_at is null order by created_at
