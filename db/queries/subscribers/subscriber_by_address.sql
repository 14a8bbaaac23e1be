-- The reader with an address.
select * from subscribers where address = :address
