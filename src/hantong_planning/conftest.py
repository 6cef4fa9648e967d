"""What the package's tests stand on, in the product's checkout or alone: no deadlines, the same examples in CI."""

import os

import hypothesis

hypothesis.settings.register_profile("planning", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("planning")
