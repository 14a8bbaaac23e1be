-- The digests that a reader was sent, oldest first.
select digests.frequency, digests.window_start, digests.window_end, digests.entries, outbox.state, outbox.sent_at
from digests left join outbox on outbox.digest_id = digests.id
where digests.subscriber_id = :subscriber_id order by digests.id
