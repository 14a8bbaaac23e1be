-- A digest for a reader, frequency and window; made once.
insert into digests (subscriber_id, frequency, window_start, window_end, entries, made_at)
values (:subscriber_id, :frequency, :window_start, :window_end, :entries, :now)
on conflict (subscriber_id, frequency, window_start) do nothing
