-- Something that a reader asks for; asking again changes how it is told.
insert into alerts (subscriber_id, kind, value, shifts_only, frequency, note, created_at)
values (:subscriber_id, :kind, :value, :shifts_only, :frequency, :note, :now)
on conflict (subscriber_id, kind, value, frequency)
do update set shifts_only = excluded.shifts_only, note = excluded.note, paused = 0
