"""`prongsai doctor`: what is misconfigured or has stopped, and what to do about it."""

import argparse
import os
from dataclasses import asdict

from prongsai.cli.screen import print_json

_SIGNS = {"good": "✓", "doubtful": "!", "bad": "✕"}


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when something does not do its work. A setting that cannot be used is named, with exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from prongsai.apps.operations.doctor import BAD, examine

    opinions = examine(timezone.now())
    if arguments.json:
        print_json([asdict(one) for one in opinions])
    else:
        for one in opinions:
            said = one.message_th if one.message_th == one.message_en else f"{one.message_th} / {one.message_en}"
            print(f"{_SIGNS[one.level]} {one.name}: {said}")
    return 1 if any(one.level == BAD for one in opinions) else 0
