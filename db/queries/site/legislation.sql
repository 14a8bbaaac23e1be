-- One act, bill or instrument.
select * from legislation where id = :id
