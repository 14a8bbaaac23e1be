-- When each thing was first mailed to anybody.
select told.item, min(outbox.sent_at) as mailed_at
from told join outbox on outbox.digest_id = told.digest_id
where outbox.state = 'sent' group by told.item
