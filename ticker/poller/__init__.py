"""The poller: what is due is fetched, parsed, compared and stored. It composes and decides nothing."""
