-- Every statement with its policy.
select policy_id, statement from policy_statements order by key
