#!/usr/bin/env python
"""Django's command line for Alongside."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config.embedded_server import EmbeddedError

    try:
        execute_from_command_line(sys.argv)
    except (EmbeddedError, ImproperlyConfigured) as error:
        # What the environment lacks is said in a sentence; where in our code it was missed helps nobody.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
