from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.admin.candidate import CandidateAdmin
from claims.admin.claim import ClaimAdmin
from claims.admin.claim_review import ClaimReviewAdmin
from claims.admin.claimant import ClaimantAdmin
from claims.admin.document import ReadDocumentAdmin
from claims.admin.extraction_run import ExtractionRunAdmin
from claims.admin.heartbeat import HeartbeatAdmin
from claims.admin.leased_work import EvidenceSearchAdmin, PassageRunAdmin
from claims.admin.ledger_entry import LedgerEntryAdmin
from claims.admin.letter import LetterAdmin
from claims.admin.notice import NoticeAdmin
from claims.admin.prediction import PredictionAdmin
from claims.admin.rating import RatingAdmin
from claims.admin.recheck import RecheckAdmin
from claims.admin.record_total import RecordTotalAdmin
from claims.admin.topic import TopicAdmin
from claims.admin.watch import WatchAdmin

__all__ = [
    "CandidateAdmin",
    "ClaimAdmin",
    "ClaimReviewAdmin",
    "ClaimantAdmin",
    "EvidenceSearchAdmin",
    "ExtractionRunAdmin",
    "HeartbeatAdmin",
    "LedgerEntryAdmin",
    "LetterAdmin",
    "NoticeAdmin",
    "PassageRunAdmin",
    "PredictionAdmin",
    "RatingAdmin",
    "ReadDocumentAdmin",
    "RecheckAdmin",
    "RecordTotalAdmin",
    "TopicAdmin",
    "WatchAdmin",
]

admin.site.site_header = "Aver"
admin.site.site_title = "Aver"
admin.site.index_title = _("What needs somebody")
admin.site.site_url = None
admin.site.enable_nav_sidebar = False
admin.site.empty_value_display = '<span class="none">–</span>'
admin.site.disable_action("delete_selected")
