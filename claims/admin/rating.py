from django.contrib import admin

from claims.models import Rating
from sources.admin.register import RegisterAdmin


@admin.register(Rating)
class RatingAdmin(RegisterAdmin):
    list_display = ["alternate_name_en", "alternate_name_fr", "scale", "rating_value", "best_rating", "normal_form"]
    list_filter = ["scale"]
    list_select_related = ["scale"]
