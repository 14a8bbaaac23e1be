-- How much has been published.
select
    (select count(*) from policies) as policies,
    (select count(*) from shifts) as shifts,
    (select sum(articles) from sources) as articles,
    (select count(*) from sources where articles > 0 or last_run_at is not null) as sources,
    (select count(*) from sources where problem is not null and last_run_at is not null) as troubled,
    (select max(last_run_at) from sources) as last_run_at
