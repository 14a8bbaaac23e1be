-- The kinds of bodies, with how many there are.
select kind, count(*) as bodies from bodies where articles > 0 group by kind order by bodies desc
