-- When a run of a source last came to its end.
select max(finished_at) from source_runs where source = :source
