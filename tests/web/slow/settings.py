"""The site's own settings, with an app whose migrations take long."""

from cupola.site.settings import *  # noqa: F403
from cupola.site.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.web.slow"]
