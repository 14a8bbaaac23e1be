-- A link that confirms an address and what is asked for.
insert into confirmations (token_hash, subscriber_id, kind, value, shifts_only, stages, frequency, created_at, expires_at)
values (:token_hash, :subscriber_id, :kind, :value, :shifts_only, :stages, :frequency, :now, :expires_at)
