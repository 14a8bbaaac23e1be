-- Bodies by their ids.
select id, name, kind, from_on, to_on, articles from bodies where id in (select value from json_each(:ids))
