#!/usr/bin/env bash
# Makes docs/ferry.png, the picture in the README, from the recorded answers on the shipped article.
# Needs Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
claimkit extract examples/ferry.txt --model replay --output "$scratch/ferry.html"
chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
  --user-data-dir="$scratch/profile" --hide-scrollbars --window-size=1100,1250 \
  --screenshot="$PWD/docs/ferry.png" "file://$scratch/ferry.html"
