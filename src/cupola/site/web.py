"""The web server's process: Granian with one worker, so that a data folder has one writer of its pages."""

from __future__ import annotations

from cupola.site import lifeline
from cupola.site.logs import of_server


def main() -> None:
    """Serve until told to stop."""
    lifeline.follow_parent()
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    options = settings.OPTIONS
    Server(
        "cupola.site.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=options.threads,
        backlog=256,
        log_level=LogLevels.error,
        log_dictconfig=of_server(),
        ssl_cert=options.tls_certificate,
        ssl_key=options.tls_key,
        respawn_failed_workers=True,
        process_name=None,
    ).serve()


if __name__ == "__main__":
    main()
