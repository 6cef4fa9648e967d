"""Addresses at which residents follow their matters."""

from django.urls import path

from hantong.contacts import public

app_name = "track"
urlpatterns = [
    path("", public.find, name="find"),
    path("<str:number>/<str:token>", public.case, name="case"),
    path("<str:number>/<str:token>/words", public.add_words, name="words"),
    path("<str:number>/<str:token>/withdrawal", public.withdraw, name="withdrawal"),
    path("<str:number>/<str:token>/consent", public.consent, name="consent"),
    path("<str:number>/<str:token>/reopening", public.ask_again, name="reopening"),
    path("<str:number>/<str:token>/verdict", public.give_verdict, name="verdict"),
    path("<str:number>/<str:token>/files/<uuid:key>", public.file, name="file"),
]
