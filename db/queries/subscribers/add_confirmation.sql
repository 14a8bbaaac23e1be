-- A link that confirms an address.
insert into confirmations (token_hash, subscriber_id, created_at, expires_at)
values (:token_hash, :subscriber_id, :now, :expires_at)
