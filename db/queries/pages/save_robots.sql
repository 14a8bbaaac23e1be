-- A server's robots.txt as it was read.
insert into hosts (host, robots, robots_at) values (:host, :robots, :now)
on conflict(host) do update set robots = excluded.robots, robots_at = excluded.robots_at
