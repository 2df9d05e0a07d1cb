from django.contrib import admin

from sources.admin.register import KeptAdmin
from sources.models import Publisher


@admin.register(Publisher)
class PublisherAdmin(KeptAdmin):
    is_exported = True
    list_display = ["name", "kind", "language", "time_zone", "site"]
    list_filter = ["kind", "language"]
    search_fields = ["name", "slug", "site"]
    prepopulated_fields = {"slug": ["name"]}
