-- An article's quotations, in its order.
select quotations.id, quotations.type, quotations.speaker, quotations.speaker_kind, quotations.speaker_id,
    quotations.cue, quotations.content, evidence.id as evidence_id
from quotations
left join evidence on evidence.kind = 'quotation' and evidence.item_id = quotations.id
where quotations.article_id = :id
group by quotations.id order by quotations.start
