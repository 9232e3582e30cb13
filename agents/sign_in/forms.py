"""The forms of allauth, where this desk asks or does something more."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm
from allauth.account.forms import ConfirmEmailVerificationCodeForm as AllauthConfirmEmailForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from agents.models import User
from agents.operations.waiting_accounts import drop_waiting_accounts


class SignupForm(AllauthSignupForm):
    """Name, address, password; takes as long for an address that has an account."""

    name = forms.CharField(
        label=_("Name"),
        max_length=User._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ConfirmEmailForm(AllauthConfirmEmailForm):
    """The mailed code: who enters it owns the address, so whoever waits on it unproven has to go."""

    def clean_code(self) -> str:
        BaseConfirmCodeForm.clean_code(self)  # refuses a wrong code, before anybody has to go
        if self.user is not None:
            drop_waiting_accounts(self.email, except_for=self.user)
        return super().clean_code()


class ResetPasswordKeyForm(AllauthResetPasswordKeyForm):
    """A new password by a mailed link: the link was the proof of the address it was mailed to."""

    def save(self) -> None:
        super().save()
        addresses = EmailAddress.objects.filter(user=self.user)
        if len(addresses) == 1 and addresses[0].email == self.user.email and not addresses[0].verified:
            get_adapter().confirm_email(context.request, addresses[0])
