"""Cases, scores and benchmarks. Imports `assistant` and the values of `ingest`."""
