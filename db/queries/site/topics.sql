-- Topics, with how many articles are on each.
select item_id as topic, sum(articles) as articles from activity where kind = 'topic'
group by 1 order by articles desc, topic
