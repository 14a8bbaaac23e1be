-- What lists said of the addresses that are still to be fetched.
select url, source, hints from frontier where state = 'queued'
