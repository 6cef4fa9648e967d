"""Addresses of staff and their posts."""

from django.urls import path

from hantong.offices.staffing import views

app_name = "staffing"
urlpatterns = [
    path("", views.staff_list, name="staff_list"),
    path("new/", views.new_staff, name="new_staff"),
    path("<uuid:pk>/", views.staff_page, name="staff"),
    path("<uuid:pk>/password-link/", views.new_link, name="new_link"),
    path("<uuid:pk>/deactivation/", views.deactivation, name="deactivation"),
    path("<uuid:pk>/activation/", views.activation, name="activation"),
    path("<uuid:pk>/second-factor/reset/", views.factor_reset, name="factor_reset"),
    path("<uuid:pk>/posts/", views.posts, name="posts"),
    path("<uuid:pk>/posts/<uuid:post>/end/", views.post_end, name="post_end"),
]
