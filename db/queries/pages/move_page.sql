-- A page that now stands at another address, and keeps its history.
update pages set url = :target where url = :url
