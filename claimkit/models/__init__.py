"""Where answers come from: hosted providers, local model files and recordings."""
