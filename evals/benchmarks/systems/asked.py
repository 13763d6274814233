"""What systems are asked that have no question of their own: the same words and definitions for all of them.

They leave nothing out that claimkit's own question (prompts/quotes.md) names, so that nobody loses for a narrower idea
of what an attribution is.
"""

INSTRUCTIONS = """\
List every attribution in the text, in reading order: every place that gives the content of what somebody said, wrote, \
announced, promised, admitted, denied, asked for, thinks, believes, doubts, fears, hopes, plans, supports or demands. \
Whoever it is attributed to may be a person, a group ("analysts", "officials"), an institution or a document.

- content: the attributed words alone, copied character for character, in full to the end of what is attributed. Leave \
out the source, the cue, a "that" which introduces the content, quotation marks around the whole of it, and the full \
stop after words that are not quoted. Where quoted and unquoted words make one statement, take all of it.
- cue: the reporting words, copied ("said", "has denied", "according to").
- source: the words that name whoever it is attributed to, copied from beside the cue, even if they are a pronoun \
("she", "the ministry"). Keep a title before a name; leave out what follows a comma. Empty if nobody is named.

A sentence with two attributions gives two entries. No attributions are: what the text states in its own voice, views \
that nobody is said to hold ("is seen as symbolic"), and actions without content ("they met", "she criticised him").\
"""
