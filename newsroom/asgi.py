"""The ASGI application that `serve` loads: the WSGI application of newsroom.wsgi behind newsroom.serving.gateway."""

import atexit
import os
from multiprocessing import parent_process

from newsroom.wsgi import django

# isort: split
# Models can be imported only now.
from django.conf import settings

from articles.api import bypass
from articles.changes.watching import watch
from newsroom.postgresql.sharing import shared
from newsroom.serving.bodies import Bodies
from newsroom.serving.gateway import CONNECTIONS, Gateway
from newsroom.serving.parent import end_with

# Two pictures at the limit, and room to read one that is too large and report it.
LARGEST = 2 * settings.IMAGE_MAX_BYTES + 10_000_000

shared.most = CONNECTIONS

if parent := parent_process():
    end_with(parent.pid or 0)
    # Once it has stopped serving, nothing is left to do. On a busy machine, Python's own tidying up takes so many
    # seconds that the server kills the process.
    atexit.register(os._exit, 0)

application = Gateway(
    django,
    bypass.count_together,
    Bodies(LARGEST, settings.SESSION_COOKIE_NAME),
    slow=("/admin/", settings.RENDITIONS_URL),
    read=watch().read,
)
