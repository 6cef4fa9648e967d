"""The figures of the planning core, each beside its peer or its limit in the same run."""
