-- Legislation that nothing cites any more.
delete from legislation
where id not in (select item_id from evidence where kind = 'legislation')
  and id not in (select legislation_id from proposal_legislation)
