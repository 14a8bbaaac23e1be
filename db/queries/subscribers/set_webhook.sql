-- Where a reader's digests go beside the mail; a new address gets a new secret.
insert into webhooks (subscriber_id, url, secret, created_at) values (:subscriber_id, :url, :secret, :now)
on conflict (subscriber_id) do update set url = excluded.url, secret = excluded.secret, created_at = excluded.created_at
