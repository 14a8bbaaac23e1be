-- Where a reader's digests go beside the mail, or alone; a new address gets a new secret.
insert into webhooks (subscriber_id, url, secret, alone, created_at)
values (:subscriber_id, :url, :secret, :alone, :now)
on conflict (subscriber_id) do update set url = excluded.url, secret = excluded.secret, alone = excluded.alone, created_at = excluded.created_at
