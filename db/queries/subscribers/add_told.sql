-- What a reader is told by a digest.
insert into told (subscriber_id, item, happened_on, digest_id)
values (:subscriber_id, :item, :happened_on, :digest_id)
on conflict (subscriber_id, item, happened_on) do nothing
