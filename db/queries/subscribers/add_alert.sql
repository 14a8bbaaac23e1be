-- Something that a reader asks for; asking again changes how it is told, and keeps their note and exclusions.
insert into alerts (subscriber_id, kind, value, shifts_only, stages, without, frequency, note, created_at)
values (:subscriber_id, :kind, :value, :shifts_only, :stages, :without, :frequency, :note, :now)
on conflict (subscriber_id, kind, value, frequency)
do update set shifts_only = excluded.shifts_only, stages = excluded.stages, paused = 0,
    note = coalesce(nullif(excluded.note, ''), note), without = coalesce(nullif(excluded.without, ''), without)
