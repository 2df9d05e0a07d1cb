from drf_spectacular.views import SpectacularSwaggerSplitView


class DocsView(SpectacularSwaggerSplitView):
    """The reference for people, from static files, under a policy that allows no inline script or style."""

    url_name = "api:schema"
    template_name = "api/docs.html"
