-- How each source fared in its last run, and when a page of it was last seen.
select source_runs.source, source_runs.finished_at, source_runs.new, source_runs.changed, source_runs.failed,
       source_runs.refused, source_runs.note, source_runs.seen, source_runs.requests,
       (select max(last_seen_at) from pages where pages.source = source_runs.source) as last_seen_at
from source_runs
where source_runs.run_id = (select max(run_id) from source_runs as later where later.source = source_runs.source)
