-- The policy into which another one was merged.
select target from policy_redirects where id = :id
