-- An id that a policy gave up leads to another.
insert into policy_redirects (id, target) values (:id, :target)
on conflict (id) do update set target = excluded.target where policy_redirects.target <> excluded.target
