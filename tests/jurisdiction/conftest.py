from hypothesis import settings

# The machine may be busy: slowness is measured by the benchmarks, not by chance here.
settings.register_profile("jurisdiction", deadline=None)
settings.load_profile("jurisdiction")
