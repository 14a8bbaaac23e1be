-- Nothing is sent to an address from now on.
insert into suppressed (address_hash, suppressed_at) values (:address_hash, :now)
on conflict (address_hash) do nothing
