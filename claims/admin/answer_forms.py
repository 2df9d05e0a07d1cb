"""The forms by which a second person lets a verdict count, or sends it back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import settling
from claims.admin.seen_form import ClaimDecision
from claims.admin.verdict_form import reason_field
from claims.models import Claim

APPROVE = "claims.add_approval"


class _AnswerForm(ClaimDecision):
    permission = APPROVE
    is_inline = True

    @classmethod
    def applies(cls, claim: Claim) -> bool:
        return super().applies(claim) and claim.proposed_verdict_id is not None


class ApproveForm(_AnswerForm):
    name = "approve"
    title = gettext_lazy("Approve the verdict")
    button = gettext_lazy("Approve")

    comment = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Comment, if there is one"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def decide(self) -> str:
        settling.approve(self.claim, comment=self.cleaned_data["comment"], by=self.by)
        return _("Approved: the verdict counts.")


class SendBackForm(_AnswerForm):
    name = "send-back"
    title = gettext_lazy("Send the verdict back")
    button = gettext_lazy("Send back")

    comment = reason_field(gettext_lazy("What is to be better"))

    def decide(self) -> str:
        settling.send_back(self.claim, comment=self.cleaned_data["comment"], by=self.by)
        return _("Sent back to %(author)s.") % {"author": self._author()}

    def _author(self) -> str:
        proposed = self.claim.proposed_verdict
        return proposed.decided_by.get_username() if proposed else ""
