"""Accounts, known by their e-mail address."""

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sla.moment import now


class UserManager(BaseUserManager["User"]):
    """Makes users whose e-mail address is their name at the door."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account with an unproven address; raises ValueError without an address."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_verified_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account whose address was proven elsewhere, so that it can sign in at once."""
        user = self.create_user(email, password, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator; who can run commands on the server needs no proof by mail."""
        return self.create_verified_user(email, password, **{"is_staff": True, **fields})


class User(AbstractBaseUser):
    """An account that can sign in, no more: an agent or a requester may stand behind it.

    Whoever enters Django admin configures the whole desk, so Django's matrix of permissions per
    model, its groups and its superusers are not used: `is_staff` is the one thing that is given.
    What an agent may do with tickets stands in roles.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("As others see it."))
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("Empty: the language of the browser.")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, help_text=_("Empty: the time zone of the desk.")
    )
    is_staff = models.BooleanField(
        _("administrator"),
        default=False,
        help_text=_("May enter this administration."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Inactive users can't sign in. Deactivate rather than delete.")
    )
    joined_at = models.DateTimeField(_("joined at"), default=now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] or self.email

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.is_staff

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Django's question about one of its own permissions: administrators have them all."""
        return self.is_administrator

    def has_perms(self, perm_list: Iterable[str], obj: models.Model | None = None) -> bool:
        return self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_administrator
