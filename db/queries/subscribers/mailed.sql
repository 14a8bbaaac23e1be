-- When each thing first reached anybody, by mail or post.
select told.item, min(went.sent_at) as mailed_at
from told join (select digest_id, sent_at from outbox where state = 'sent'
    union all select digest_id, sent_at from calls where state = 'sent') as went on went.digest_id = told.digest_id
group by told.item
