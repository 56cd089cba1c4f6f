"""What flows between the rooms: the records of a document, and the contract of every table."""
