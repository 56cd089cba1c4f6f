"""From mentions to facts with keys: places, indicators, units, years, duplicates, analysts' corrections."""
