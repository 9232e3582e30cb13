"""Agents and what each of them may do where."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from agents.models.membership import Membership
from agents.models.role import Role
from agents.models.user import User
from sla.models import BusinessHours


def rights() -> tuple[Prefetch, str]:
    """What must be at hand to answer what an agent may do: memberships with their roles, and teams."""
    return Prefetch("memberships", Membership.objects.select_related("role")), "teams"


class AgentQuerySet(models.QuerySet["Agent"]):
    def active(self) -> "AgentQuerySet":
        return self.filter(is_active=True, user__is_active=True)

    def present(self) -> "AgentQuerySet":
        """Active and not away: who can be given work now."""
        return self.active().filter(is_available=True)

    def with_rights(self) -> "AgentQuerySet":
        """Agents who answer every question about their rights without another query (three in all)."""
        return self.select_related("user", "visiting_role").prefetch_related(*rights())

    def for_request(self, user: User | AnonymousUser) -> "Agent | None":
        """The active agent behind whoever is signed in, rights included; None for everybody else."""
        if not user.is_authenticated or not user.is_active:
            return None
        behind = self.filter(user=user, is_active=True).select_related("visiting_role")
        agent = behind.prefetch_related(*rights()).order_by("pk").first()
        if agent is not None:
            agent.user = user  # known already, so it is not asked for again
        return agent


class Agent(models.Model):
    """A person who answers tickets."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agent", verbose_name=_("user")
    )
    visiting_role = models.ForeignKey(
        "agents.Role",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visitors",
        verbose_name=_("visiting role"),
        help_text=_(
            "What this agent may do with a ticket of a department he or she doesn't belong to, "
            "when it is assigned, referred or escalated to them. Empty: only read."
        ),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("An inactive agent keeps the past but can't enter the panel.")
    )
    is_available = models.BooleanField(
        _("available"), default=True, help_text=_("Away agents are not offered when work is given out.")
    )
    substitute = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="substituted",
        verbose_name=_("substitute"),
        help_text=_("Who stands in while this agent is away."),
    )
    signature = models.TextField(
        _("signature"), blank=True, help_text=_("Ends this agent's letters to requesters.")
    )

    objects = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        ordering = ["user__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(substitute__isnull=True) | ~models.Q(substitute=models.F("id")),
                name="agent_is_not_own_substitute",
                violation_error_message=_("Nobody is their own substitute."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.user.name or self.user.email

    @property
    def email(self) -> str:
        return self.user.email

    @property
    def is_present(self) -> bool:
        return self.is_active and self.is_available

    @property
    def stand_in(self) -> "Agent | None":
        """Who takes this agent's work now: the agent, while away the substitute, or nobody."""
        if self.is_present:
            return self
        if self.substitute is not None and self.substitute.is_present:
            return self.substitute
        return None

    @property
    def hours(self) -> BusinessHours | None:
        """When this agent works: the hours of the primary department; none: at any time."""
        for membership in self._memberships():
            if membership.is_primary:
                return membership.department.hours
        return None

    def role_in(self, department_id: int) -> Role | None:
        """The membership's role in the agent's departments, elsewhere the visiting role."""
        for membership in self._memberships():
            if membership.department_id == department_id:
                return membership.role
        return self.visiting_role

    def permissions_in(self, department_id: int) -> frozenset[str]:
        """The codes of what the agent may do with tickets of this department that he or she sees."""
        role = self.role_in(department_id)
        return frozenset(role.permissions) if role is not None else frozenset()

    def permits_anywhere(self, code: str) -> bool:
        """For what belongs to no department, such as reports: held in any of the agent's departments."""
        return any(membership.role.permits(code) for membership in self._memberships())

    @property
    def department_ids(self) -> frozenset[int]:
        return frozenset(membership.department_id for membership in self._memberships())

    @property
    def whole_department_ids(self) -> frozenset[int]:
        """Departments of which the agent sees every ticket."""
        return frozenset(row.department_id for row in self._memberships() if not row.is_assigned_only)

    @property
    def team_ids(self) -> frozenset[int]:
        self._fetch_rights()
        return frozenset(team.pk for team in self.teams.all())

    @property
    def requires_second_factor(self) -> bool:
        roles = [membership.role for membership in self._memberships()]
        if self.visiting_role is not None:
            roles.append(self.visiting_role)
        return any(role.requires_second_factor for role in roles)

    def _memberships(self) -> "models.QuerySet[Membership]":
        """Memberships with roles, fetched once per instance; `refresh_from_db()` forgets them."""
        self._fetch_rights()
        return self.memberships.all()

    def _fetch_rights(self) -> None:
        """A page asks dozens of times what an agent may do, so only the first time anything is prepared."""
        fetched = getattr(self, "_prefetched_objects_cache", {})
        if "memberships" not in fetched or "teams" not in fetched:
            prefetch_related_objects([self], *rights())
