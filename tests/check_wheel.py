"""Build the wheel, install it far away, and see that it finds its prompts and its sample article."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Check the wheel; return the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", scratch, str(ROOT)],
            check=True,
        )
        wheel = next(Path(scratch).glob("*.whl"))
        far = Path(scratch) / "far"
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(far)
        code = (
            "import sys; sys.path.insert(0, '.');"
            "import claimkit; from claimkit.prompts import NAMES, PromptSet; from pathlib import Path;"
            "home = Path(claimkit.__file__).parent; assert home.parent == Path.cwd(), home;"
            "assert all(PromptSet().get(name).path.is_relative_to(home) for name in NAMES);"
            "assert (home / '_examples' / 'ferry.txt').is_file(); assert (home / 'py.typed').is_file();"
            "result = claimkit.extract(home / '_examples' / 'ferry.txt', model='replay');"
            "assert len(result.quotes) > 5, result;"
            f"print(len(NAMES), 'prompts and', len(result.quotes), 'quotes from', {wheel.name!r})"
        )
        return subprocess.run([sys.executable, "-c", code], cwd=far, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
