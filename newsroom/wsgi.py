"""The WSGI application that the server loads. A wrong setting ends the process with one line, not a traceback."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

try:
    django = get_wsgi_application()
    # Models can be imported only now.
    from articles.api.bypass import Bypass

    application = Bypass(django)
except ImproperlyConfigured as error:
    sys.exit(f"newsroom: {error}")
