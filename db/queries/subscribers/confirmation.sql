-- Whom a link confirms, if it may still be used.
select subscriber_id from confirmations
where token_hash = :token_hash and used_at is null and expires_at > :now
