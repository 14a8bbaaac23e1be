-- Until when a server is left alone, and after how many failures on end.
insert into hosts (host, rest_until, failures, reason) values (:host, :rest_until, :failures, :reason)
on conflict(host) do update set
    rest_until = excluded.rest_until, failures = excluded.failures, reason = excluded.reason
