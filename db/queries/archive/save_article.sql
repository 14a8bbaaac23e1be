-- The article of a revision; made again from the same words it keeps its reading, of other words it wants a new one.
insert into articles (revision_id, id, page_id, url, source, text_hash, headline, lead, byline, published_at, kind,
                      language, text, blocks, tags, opens_on, closes_on, withdrawn, archived_url,
                      known_at, backfill, extract_stamp)
select revisions.id, :id, revisions.page_id, :url, pages.source, :text_hash, :headline, :lead, :byline, :published_at,
       :kind, :language, :text, :blocks, :tags, :opens_on, :closes_on, :withdrawn, :archived_url,
       revisions.seen_at, revisions.backfill, :stamp
from revisions join pages on pages.id = revisions.page_id
where revisions.id = :revision_id
on conflict (revision_id) do update set
    read_stamp = case
        when articles.text_hash = excluded.text_hash and articles.headline = excluded.headline
         and articles.lead = excluded.lead and articles.byline = excluded.byline
         and articles.published_at is excluded.published_at and articles.kind = excluded.kind
         and articles.blocks = excluded.blocks
         and articles.opens_on is excluded.opens_on and articles.closes_on is excluded.closes_on
        then articles.read_stamp end,
    id = excluded.id, url = excluded.url, source = excluded.source, text_hash = excluded.text_hash,
    headline = excluded.headline, lead = excluded.lead, byline = excluded.byline,
    published_at = excluded.published_at, kind = excluded.kind, language = excluded.language, text = excluded.text,
    blocks = excluded.blocks, tags = excluded.tags, opens_on = excluded.opens_on, closes_on = excluded.closes_on,
    withdrawn = excluded.withdrawn, archived_url = excluded.archived_url, extract_stamp = excluded.extract_stamp
