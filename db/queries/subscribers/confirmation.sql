-- Whom a link confirms, and what they asked for, if it may still be used.
select subscriber_id, kind, value, shifts_only, stages, frequency from confirmations
where token_hash = :token_hash and used_at is null and expires_at > :now
