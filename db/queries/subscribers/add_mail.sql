-- A mail to be sent; its bytes and Message-ID never change.
insert into outbox (digest_id, key, message_id, recipient, message, queued_at)
values (:digest_id, :key, :message_id, :recipient, :message, :now)
on conflict (key) do nothing
