"""HTTP: one polite, bounded fetch."""
