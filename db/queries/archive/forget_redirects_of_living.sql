-- An id that is in use again leads nowhere else.
delete from policy_redirects where id in (select id from policies)
