from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ServicesConfig(AppConfig):
    name = "services"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They need the settings and the models, so not at import.
        from allauth.account.signals import password_reset

        from services import accounts, roles

        pre_migrate.connect(roles.grant_defaults, dispatch_uid="grant_defaults")
        post_migrate.connect(roles.close_history_switch, dispatch_uid="close_history_switch")
        post_migrate.connect(roles.close_list_of_migrations, dispatch_uid="close_list_of_migrations")
        roles.watch_connections()
        password_reset.connect(accounts.begin_anew, dispatch_uid="begin_anew")
