"""The rules of a lead, pure: rows in, decisions out."""
