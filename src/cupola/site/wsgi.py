"""What the web server calls."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from cupola.site import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cupola.site.settings")
lifeline.follow_parent()
application = get_wsgi_application()
