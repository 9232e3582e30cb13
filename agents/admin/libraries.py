"""What libraries would put into Django admin and this desk leaves out.

Groups and permissions aren't used (see User). Proven addresses, second factors and sessions belong to
the owner of an account: here they could be edited behind the operations, and secrets would be shown.
Jobs are no configuration.
"""

import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401  each registers itself when it is imported
import django.contrib.auth.admin  # noqa: F401
import procrastinate.contrib.django.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from procrastinate.contrib.django.models import ProcrastinateJob

admin.site.unregister(
    [
        Authenticator,
        EmailAddress,
        Group,
        ProcrastinateJob,
        SocialAccount,
        SocialApp,
        SocialToken,
        UserSession,
    ]
)
