-- The digests that a reader was sent, oldest first.
select digests.frequency, digests.window_start, digests.window_end, digests.entries, coalesce(outbox.state, calls.state) as state,
    coalesce(outbox.sent_at, calls.sent_at) as sent_at
from digests left join outbox on outbox.digest_id = digests.id left join calls on calls.digest_id = digests.id
where digests.subscriber_id = :subscriber_id order by digests.id
