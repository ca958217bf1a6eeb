"""Language and region: message catalogues, dates, numbers and lists for the faces."""
