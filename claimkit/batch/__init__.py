"""A whole corpus: read as a stream, worked through, and resumable from its own results."""
