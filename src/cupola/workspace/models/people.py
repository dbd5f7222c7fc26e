"""The people who sign in, what they are, and how far that reaches."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.folding import folded
from cupola.workspace.models.district import School


class UserManager(BaseUserManager["User"]):
    """Makes users; an e-mail address is kept folded, so that there is one account for it."""

    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """A user without any role. Without a password only an invitation link opens the account."""
        user = self.model(email=email.strip().lower(), name=name.strip())
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account. `person_key` is the key of the same person in the record, when it is known."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    folded = models.CharField(max_length=150, db_index=True)
    person_key = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField(default=True)
    wants_digest = models.BooleanField(default=True)
    keyboard_shortcuts = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("folded", "email")

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name beside the name."""
        self.folded = folded(self.name)
        super().save(*args, **kwargs)

    @property
    def first_word(self) -> str:
        """What the header calls this person."""
        return self.name.split()[0] if self.name else self.email


class Reach(models.TextChoices):
    """How far a role reaches."""

    DISTRICT = "district", _("whole district")
    SCHOOLS = "schools", _("named schools")
    SECTIONS = "sections", _("own sections")


class Grant(models.Model):
    """One role of one user, and its reach. `role` is a key of `policy.ROLES`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.DISTRICT)
    schools = models.ManyToManyField(School, blank=True, related_name="grants")
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("user", "role")
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="role_once"),)

    def __str__(self) -> str:
        return f"{self.role}, {self.reach}"


class Invitation(models.Model):
    """A link by which an invited person chooses a password; only the hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of user {self.user_id}"
