-- People whom no article names any more.
delete from people where articles = 0 and id not in (select person_id from person_roles)
