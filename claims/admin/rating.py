from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.models import Rating
from sources.admin.register import RegisterAdmin


@admin.register(Rating)
class RatingAdmin(RegisterAdmin):
    list_display = ["alternate_name_en", "alternate_name_fr", "measured", "rating_value", "best_rating", "normal_form"]
    list_filter = ["scale__measures"]
    list_select_related = ["scale"]
    exclude = ["scale"]
    readonly_fields = ["measured"]

    @admin.display(description=_("scale"))
    def measured(self, rating: Rating) -> str:
        """In the reader's language, which the scale's name is not."""
        return str(rating.scale.get_measures_display())
