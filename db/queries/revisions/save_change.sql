-- What a change of body changed in the article; compared anew, it takes the place of what was found before.
insert into revision_changes (standing_id, page_id, before_revision, after_revision, seen_at, backfill, weight,
                              difference, stamp)
values (:standing_id, :page_id, :before_revision, :after_revision, :seen_at, :backfill, :weight, :difference, :stamp)
on conflict (standing_id) do update set
    before_revision = excluded.before_revision, after_revision = excluded.after_revision,
    weight = excluded.weight, difference = excluded.difference, stamp = excluded.stamp
