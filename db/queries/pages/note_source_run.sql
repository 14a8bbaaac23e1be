-- What a source has given so far in a run.
update source_runs set requests = :requests, seen = :seen, new = :new, changed = :changed, unchanged = :unchanged,
    refused = :refused, failed = :failed, seconds = :seconds, note = :note, finished_at = :finished_at
where run_id = :run_id and source = :source
