-- How much of each thing the archive holds.
select (select count(*) from pages where status <> 'blocked') as pages,
       (select count(distinct id) from articles) as articles,
       (select count(*) from policies) as policies,
       (select count(*) from shifts) as shifts,
       (select count(*) from issues where resolved_at is null) as issues
