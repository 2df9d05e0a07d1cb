from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from api.fact_checks import search
from claims.admin.language import set_language
from claims.public.views import robots
from config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("i18n/setlang/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    path("reviews/", include("claims.public.urls")),
    path("v1alpha1/claims:search", search, name="fact_checks"),
    path("robots.txt", robots, name="robots"),
    path("health/", health, name="health"),
]

handler400 = "api.error_pages.bad_request"
handler403 = "api.error_pages.permission_denied"
handler404 = "api.error_pages.not_found"
handler500 = "api.error_pages.server_error"
