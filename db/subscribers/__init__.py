"""subscribers.db: people's addresses, alerts and outgoing mail. Nothing of it is ever published."""
