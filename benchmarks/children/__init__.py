"""Programs that the benchmarks start afresh for each measurement."""
