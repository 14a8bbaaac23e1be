-- A stretch of time that counts as told.
insert into digest_runs (frequency, window_start, window_end, planned_at, finished_at)
values (:frequency, :window_start, :window_end, :now, :now)
on conflict (frequency, window_start) do nothing
