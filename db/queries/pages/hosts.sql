-- What the servers have asked of us.
select host, robots, robots_at, rest_until, failures, reason from hosts
