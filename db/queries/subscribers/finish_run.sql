-- A run is finished.
update digest_runs set finished_at = :now where id = :run_id and finished_at is null
