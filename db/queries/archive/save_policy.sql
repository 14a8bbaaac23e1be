-- One policy as it was tracked last; writing the same again changes nothing.
insert into policies (id, policy, first_on, last_on) values (:id, :policy, :first_on, :last_on)
on conflict (id) do update set policy = excluded.policy, first_on = excluded.first_on, last_on = excluded.last_on
where policies.policy <> excluded.policy
