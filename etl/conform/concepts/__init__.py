"""What a phrase counts: an action on an object, of which an attribute is measured, and what narrows it."""
