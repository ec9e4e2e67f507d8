"""Objects of the study -> a project for another program, kind by kind."""
