-- How many runs of a source came to their end.
select count(*) from source_runs where source = :source and finished_at is not null
