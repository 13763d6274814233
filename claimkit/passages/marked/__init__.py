"""Speech between quotation marks: what an article's marks are, how they pair, and what joins over paragraphs."""
