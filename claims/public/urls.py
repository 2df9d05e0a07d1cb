from django.urls import path

from claims.public.feed import atom
from claims.public.views import feed_json, index, review, review_json

app_name = "reviews"

urlpatterns = [
    path("", index, name="index"),
    path("feed.atom", atom, name="atom"),
    path("feed.json", feed_json, name="feed"),
    path("<slug:slug>.json", review_json, name="json"),
    path("<slug:slug>/", review, name="review"),
]
