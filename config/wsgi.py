import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.env import BadSetting, hurried, kept
from config.lean import by_shorter_way

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if settings.SECRET_KEY == settings.DEMO_SECRET:
    raise BadSetting("SECRET_KEY: a web server needs a secret of its own; see .env.example.")

if settings.HAS_DEMO_PEPPER:
    raise BadSetting("API_KEY_PEPPERS: a web server needs a pepper of its own; see .env.example.")
# Of the web alone, as it connects: workers, commands and migrations take the time they need.
_of_the_web = hurried(settings.DATABASES["default"], at_most=settings.STATEMENT_TIMEOUT)
settings.DATABASES["default"] = kept(_of_the_web)

application = by_shorter_way(get_wsgi_application())
