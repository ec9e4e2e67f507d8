"""Files of others, both ways; knows no database."""
