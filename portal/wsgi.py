"""What a server imports, and nobody else: from then on the clock of the working copies runs in its process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from portal.publishing import clock  # noqa: E402 - the apps are ready now

clock.start()
