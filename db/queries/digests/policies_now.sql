-- What some policies are called, and where they stand today.
select id, title, position, state, last_on from policies where id in (select value from json_each(:policies))
