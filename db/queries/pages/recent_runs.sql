-- The latest runs of each source that ended, newest first.
select s.source, s.run_id, s.started_at, s.finished_at, s.requests, s.seen, s.new, s.changed, s.unchanged, s.refused,
       s.failed, s.seconds, s.note
from source_runs s where s.started_at >= :since order by s.started_at desc
