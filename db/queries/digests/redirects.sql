-- Where the policies went that others have taken up.
select id, target from policy_redirects
