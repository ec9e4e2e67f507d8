"""Tables of what SQL has counted: pure, columns in, DataFrames out (pandas)."""
