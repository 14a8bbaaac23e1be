-- Which policy each statement belonged to last time.
select key, policy_id from policy_statements
