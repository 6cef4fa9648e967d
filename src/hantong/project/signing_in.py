"""How staff sign in: by e-mail address and password with a second factor, by passkey, or through an OIDC provider."""

import json
import os

AUTH_USER_MODEL = "access.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "hantong.access.adapters.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HANTONG_PROXIES", "0"))
CACHES = {"default": {"BACKEND": "hantong.access.shared_cache.SharedCache"}}
SOCIALACCOUNT_ADAPTER = "hantong.access.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that is led elsewhere would be stopped by our own content policy
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the adapter matches: allauth would wipe the password on the way
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": json.loads(os.environ.get("HANTONG_OIDC", "[]"))}
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "add_webauthn": "hantong.access.key_forms.AddKeyForm",
    "edit_webauthn": "hantong.access.key_forms.RenameKeyForm",
}
MFA_TOTP_ISSUER = "Hantong"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("HANTONG_PUBLIC_URL", "http://").startswith("http://")
