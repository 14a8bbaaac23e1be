-- One source's part of a run.
insert into source_runs (run_id, source, started_at) values (:run_id, :source, :now)
on conflict(run_id, source) do update set started_at = source_runs.started_at
