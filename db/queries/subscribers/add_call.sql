-- A digest to be posted; its bytes and key never change.
insert into calls (webhook_id, digest_id, key, body, message_id, message, queued_at)
select id, :digest_id, :key, :body, :message_id, case when alone then :message else x'' end, :now
from webhooks where subscriber_id = :subscriber_id
on conflict (key) do nothing
