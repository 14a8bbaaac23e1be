"""The site: pages, search, feeds and raw data, on Datasette."""
