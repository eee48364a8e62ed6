"""The ASGI application that `serve` loads: the WSGI application of newsroom.wsgi behind newsroom.serving.gateway."""

from multiprocessing import parent_process

from newsroom.wsgi import django

# isort: split
# Models can be imported only now.
from django.conf import settings

from articles.api import fast_lane
from newsroom.serving.bodies import Bodies
from newsroom.serving.gateway import Gateway
from newsroom.serving.parent import end_with

# Some pictures at once, and room for a message about one that is too large.
LARGEST = 2 * settings.IMAGE_MAX_BYTES + 10_000_000

if parent := parent_process():
    end_with(parent.pid or 0)

application = Gateway(
    django,
    fast_lane.count_together,
    Bodies(LARGEST, settings.SESSION_COOKIE_NAME),
    slow=("/admin/", settings.RENDITIONS_URL),
)
