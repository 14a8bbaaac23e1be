-- Every policy as it was tracked last.
select policy from policies order by id
