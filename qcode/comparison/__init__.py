"""Several coders' coded sets: what merging them would bring. Pure; stores nothing."""
