-- A mail that came back.
insert into bounces (message_id, subscriber_id, said, bounced_at)
select :message_id, id, :said, :now from subscribers where address = :address
on conflict (message_id, subscriber_id) do nothing
