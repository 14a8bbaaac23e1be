-- Bodies, those that are named most at the top.
select id, name, kind, from_on, to_on, articles from bodies
where articles > 0 and (:kind is null or kind = :kind)
order by articles desc, name limit :limit offset :offset
