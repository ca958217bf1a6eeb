"""Live blogs and live tickers as feeds: one file for each kind of source."""
