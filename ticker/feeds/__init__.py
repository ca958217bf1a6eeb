"""Documents to data: bytes become a FeedData and its EntryData, one file per format."""
