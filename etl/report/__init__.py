"""From the bytes of one file to its text, sections, sentences and mentions. One document at a time; nothing here knows of another."""
