"""Letters: their own words, quoted history and signature told apart, in plain text and HTML."""
