-- What the proposals in some articles are today, by the statement that outlives a re-reading.
select article_id, statement, policy_id, stage,
    (select evidence.text from evidence where evidence.kind = 'proposal' and evidence.item_id = proposals.id
        order by evidence.start limit 1) as sentence
from proposals
where article_id in (select value from json_each(:articles)) order by id
