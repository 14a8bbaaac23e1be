-- Each policy as the search is to hold it. Quotations and proposals leave every five hundredth place of a minute free.
insert into temp.wanted (position, item_id, title, words, search_keys, stage, year)
select
    time_position(policies.last_on) * 1000 + policies.rowid % 200000 * 500,
    policies.id, policies.title,
    policies.summary || ' ' || policies.targets || ' ' || policies.proposers || ' ' || policies.exemptions,
    search_key('kind', 'policy') || ' ' || search_key('stage', policies.position)
    || case when policies.state in ('delayed', 'dropped', 'reversed')
        then ' ' || search_key('stage', policies.state) else '' end
    || coalesce(' ' || (
        select group_concat(key, ' ') from (
            select distinct search_key(proposer_kind, proposer_id) as key from proposals
            where proposals.policy_id = policies.id and proposer_id is not null
            union
            select distinct search_key('source', articles.source_id) from proposals
            join articles on articles.id = proposals.article_id where proposals.policy_id = policies.id
            union
            select distinct search_key('topic', article_topics.topic) from proposals
            join article_topics on article_topics.article_id = proposals.article_id
            where proposals.policy_id = policies.id)), ''),
    case when policies.state = 'live' then policies.position else policies.state end,
    substr(policies.last_on, 1, 4)
from policies
