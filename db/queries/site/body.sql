-- One body.
select * from bodies where id = :id
