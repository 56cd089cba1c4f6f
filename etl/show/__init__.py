"""What a person sees: charts, the site, ready questions, how a sentence was read."""
