-- Begin a run; another process may have begun the same.
insert into digest_runs (frequency, window_start, window_end, planned_at)
values (:frequency, :window_start, :window_end, :now)
on conflict (frequency, window_start) do nothing
