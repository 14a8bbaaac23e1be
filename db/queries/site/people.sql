-- People, those that are named most at the top.
select id, name, articles from people where articles > 0 order by articles desc, name limit :limit offset :offset
