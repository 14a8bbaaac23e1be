-- One person.
select * from people where id = :id
