-- The sources that came with added files.
select source from added_sources order by id
