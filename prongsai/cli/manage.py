"""`prongsai manage ...`: Django's own commands."""

import argparse
import os


def run(arguments: argparse.Namespace) -> int:
    """Hand the words to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    from django.core.management import ManagementUtility

    utility = ManagementUtility(["prongsai manage", *arguments.words])
    utility.prog_name = "prongsai manage"
    utility.execute()
    return 0
