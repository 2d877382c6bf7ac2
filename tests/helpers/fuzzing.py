"""How many examples Hypothesis tries: so many, or with `make fuzz` twenty times as many."""

from hypothesis import HealthCheck, settings

USUAL = "usual"
MANY = "many"
TIMES = 20

settings.register_profile(
    USUAL, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
_usual = settings.get_profile(USUAL)
settings.register_profile(
    MANY, _usual, derandomize=False, max_examples=TIMES * _usual.max_examples, print_blob=True
)


def examples(count: int) -> settings:
    """The settings of a test that usually needs so many."""
    return settings(max_examples=count * settings().max_examples // _usual.max_examples)
