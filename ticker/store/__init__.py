"""The SQLite store: feeds, entries, revisions and the change log. The only SQL in the house."""
