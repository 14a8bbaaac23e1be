-- A reader; one who is known already keeps their row.
insert into subscribers (address, name, state, created_at, unsubscribe_token)
values (:address, :name, :state, :now, :token)
on conflict (address) do nothing
