"""Speech that the page shows without quotation marks: turns of interviews, posts, blocks, speech after a dash."""
