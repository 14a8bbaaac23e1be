-- One statement of a policy; writing the same again changes nothing.
insert into policy_statements (key, policy_id, article_id, statement)
values (:key, :policy_id, :article_id, :statement)
on conflict (key) do update set
    policy_id = excluded.policy_id, article_id = excluded.article_id, statement = excluded.statement
where policy_statements.policy_id <> excluded.policy_id or policy_statements.statement <> excluded.statement
