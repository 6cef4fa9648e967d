"""The address of the skill."""

from django.urls import path

from hantong.channels.kakao import public

app_name = "kakao"
urlpatterns = [path("skill", public.skill, name="skill")]
