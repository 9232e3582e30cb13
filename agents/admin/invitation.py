"""What is asked to invite an agent: an address, a name and the role elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import Agent


class InvitationForm(forms.ModelForm):
    """Adding an agent is inviting somebody."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Gets a letter with a link to set the password. Whoever has an account here keeps it."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As requesters and colleagues see it.")
    )

    class Meta:
        model = Agent
        fields = ["email", "name", "visiting_role"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if Agent.objects.filter(user__email=email).exists():
            raise forms.ValidationError(_("Whoever has this address is an agent already."))
        return email
