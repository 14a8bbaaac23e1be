-- What the proposals in some articles are today, by the statement that outlives a re-reading.
select article_id, statement, policy_id, stage from proposals
where article_id in (select value from json_each(:articles)) order by id
