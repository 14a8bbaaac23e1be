-- One policy.
select * from policies where id = :id
