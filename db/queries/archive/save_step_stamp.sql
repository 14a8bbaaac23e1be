-- The stamp of what a step last worked on.
insert into step_stamps (step, stamp, finished_at) values (:step, :stamp, :now)
on conflict (step) do update set stamp = excluded.stamp, finished_at = excluded.finished_at
