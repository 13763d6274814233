"""`python -m claimkit`."""

from claimkit.cli import main

main()
