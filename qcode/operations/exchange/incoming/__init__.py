"""A project of another program -> objects of the study, kind by kind."""
