from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from api.docs import DocsView
from api.error_pages import no_such_path
from api.resources.appearances import Appearances
from api.resources.candidates import Candidates
from api.resources.changes import Changes
from api.resources.claimants import Claimants
from api.resources.claims import Claims
from api.resources.documents import Documents
from api.resources.evidence import EvidenceResource
from api.resources.extraction_runs import ExtractionRuns
from api.resources.index import Index
from api.resources.notices import Notices
from api.resources.predictions import Predictions
from api.resources.publishers import Publishers
from api.resources.queue import Queue
from api.resources.ratings import Ratings, Scales
from api.resources.rechecks import Rechecks
from api.resources.relations import Relations
from api.resources.status import StatusOfClaim, StatusOfClaims
from api.resources.topics import Topics
from api.resources.verdicts import Verdicts
from api.resources.watches import Watches

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("documents", Documents)
router.register("candidates", Candidates)
router.register("claims", Claims)
router.register("predictions", Predictions)
router.register("queue", Queue, basename="queue")
router.register("evidence", EvidenceResource)
router.register("verdicts", Verdicts)
router.register("claimants", Claimants)
router.register("publishers", Publishers)
router.register("topics", Topics)
router.register("appearances", Appearances)
router.register("relations", Relations)
router.register("rechecks", Rechecks)
router.register("ratings", Ratings)
router.register("scales", Scales)
router.register("extraction-runs", ExtractionRuns)
router.register("watches", Watches)
router.register("notices", Notices)
router.register("changes", Changes, basename="changes")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="home"),
    path("v1/", Index.as_view(), name="index"),
    path("v1/claims/<int:pk>/status/", StatusOfClaim.as_view(), name="claim-status"),
    path("v1/claims/status/", StatusOfClaims.as_view(), name="claim-statuses"),
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path("", no_such_path),
]
