"""Systems that find attributions, each in a file of its own, for peers.py to run on the same articles."""
