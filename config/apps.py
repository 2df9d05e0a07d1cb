from django.apps import AppConfig

# Makes ours Celery's current app in every process that sets Django up, so that the doorbell rings at our broker.
from config.celery import app as celery_app

__all__ = ["CompositionConfig", "celery_app"]


class CompositionConfig(AppConfig):
    """Holds the commands that compose the whole: migrating as the owner, demo logins."""

    name = "config"
    label = "composition"
