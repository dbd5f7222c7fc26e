"""The job worker's process."""

from __future__ import annotations

import django
from django.utils.module_loading import import_string

from cupola.site import lifeline


def main() -> None:
    """Set Django up, then work until told to stop; what works needs the models, so it is imported afterwards."""
    lifeline.follow_parent()
    django.setup()
    import_string("cupola.site.working.work")()


if __name__ == "__main__":
    main()
