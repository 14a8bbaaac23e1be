-- Whether nothing is to be sent to an address.
select 1 from suppressed where address_hash = :address_hash
