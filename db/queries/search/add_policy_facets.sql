-- The facets of every policy.
insert or replace into item_facets (position, source_id, kind, stage, year)
select position, null, 'policy', stage, year from temp.wanted
