-- A policy's moves, newest first.
select
    (select max(consultations.closes_on) from consultations
        where consultations.article_id = shifts.article_id and consultations.policy_id = shifts.policy_id) as closes_on,
    shifts.id, shifts.kind, shifts.from_stage, shifts.to_stage, shifts.happened_on, shifts.known_at, shifts.sentence,
    shifts.reported, shifts.note, shifts.article_id, shifts.proposal_id, articles.headline, articles.url,
    articles.archived_url, sources.title as source, sources.id as source_id, evidence.id as evidence_id
from shifts
join articles on articles.id = shifts.article_id
join sources on sources.id = articles.source_id
left join evidence on evidence.article_id = shifts.article_id and evidence.kind = 'proposal'
    and evidence.item_id = shifts.proposal_id and evidence.text = shifts.sentence
where shifts.policy_id = :id
group by shifts.id
order by shifts.happened_on desc, shifts.known_at desc, shifts.id
