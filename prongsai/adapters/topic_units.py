"""Which units usually do what a topic asks for: data/topic_units.yaml."""

from functools import cache
from importlib import resources

import yaml


@cache
def read_topic_units() -> dict[str, tuple[str, ...]]:
    """Codes of units (data/units.yaml) by topic, the likeliest first."""
    text = (resources.files("prongsai.data") / "topic_units.yaml").read_text(encoding="utf-8")
    return {str(topic): tuple(codes) for topic, codes in yaml.safe_load(text)["topics"].items()}
