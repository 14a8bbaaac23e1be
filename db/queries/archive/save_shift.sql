-- One shift of a policy; writing the same again changes nothing.
insert into shifts (id, policy_id, happened_on, known_at, backfill, shift)
values (:id, :policy_id, :happened_on, :known_at, :backfill, :shift)
on conflict (id) do update set
    policy_id = excluded.policy_id, happened_on = excluded.happened_on, known_at = excluded.known_at,
    backfill = excluded.backfill, shift = excluded.shift
where shifts.shift <> excluded.shift or shifts.policy_id <> excluded.policy_id
