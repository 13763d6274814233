"""`claimkit eval`: gold, runs, scores."""

from claimkit.cli.evals import labels, runs
from claimkit.cli.evals.common import app

__all__ = ["app", "labels", "runs"]
