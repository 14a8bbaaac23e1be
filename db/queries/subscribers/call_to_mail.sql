-- What could not be posted, and stands in no mail, is mailed.
insert into outbox (digest_id, key, message_id, recipient, message, queued_at)
select calls.digest_id, calls.key, calls.message_id, subscribers.address, calls.message, :now
from calls join digests on digests.id = calls.digest_id join subscribers on subscribers.id = digests.subscriber_id
where calls.id = :id and length(calls.message) > 0
on conflict (key) do nothing
