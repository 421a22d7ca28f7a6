"""Figures of speed and size, each beside a bare baseline measured in the same run: python -m benchmarks."""
