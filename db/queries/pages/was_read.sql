-- Whether a run of a source ever came to its end with a list that could be read.
select exists(select 1 from source_runs where source = :source and finished_at is not null and seen > 0)
