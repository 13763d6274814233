"""Many articles: a corpus is read as a stream, and what cannot be read is named and passed over."""
