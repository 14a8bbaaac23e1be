-- Ids that policies gave up.
select id, target from policy_redirects
