"""The exceptions, each with its reason. A name that needs none any more is a failure, too."""

from __future__ import annotations

# Tables that stand outside the wall: no man is in them, or nobody is known yet when they are read.
OUTSIDE = {
    "services_service": "who the services are; holds no people, and is read to choose a seat",
    "services_staff": "accounts: a log-in looks them up before anybody is known",
    "services_tally": "how often somebody came lately, under a keyed print; counted before anybody is known",
    "services_looppass": "when a sweep last went round; no people",
    "account_emailaddress": "accounts: addresses of staff, read before anybody is known",
    "account_emailconfirmation": "accounts: addresses of staff, read before anybody is known",
    "django_session": "sessions hold the id of a staff member, signed, and nothing of a man",
    "django_migrations": "Django's own list of migrations",
    "django_content_type": "Django's own list of models",
    "auth_permission": "Django's own; roles here stand in services/access.py",
    "auth_group": "Django's own; unused",
    "auth_group_permissions": "Django's own; unused",
    "pghistory_context": "never written: every tracked model says context_field=None",
}

# Written once. The app and the worker may neither change nor delete a row of these, nor of any event table.
APPEND_ONLY = {
    "services_auditentry",
    "services_accessevent",
    "referrals_referralstep",
    "programs_rulechange",
    "programs_gateoverride",
}

# What only some roles may read at the database, whatever a page asks for.
CLOSED_TO = {
    "programs_progressnote": {"intake", "peer", "administrator", "researcher", "partner_worker"},
    "programs_progressnoteevent": {"intake", "peer", "administrator", "researcher", "partner_worker"},
    "programs_groupnote": {"administrator", "researcher", "partner_worker"},
    "programs_groupnoteevent": {"administrator", "researcher", "partner_worker"},
    "programs_rulechange": {"peer", "administrator", "researcher", "partner_worker"},
    "programs_gateoverride": {"administrator", "researcher", "partner_worker"},
    "programs_appointment": {"administrator", "researcher", "partner_worker"},
    "programs_appointmentevent": {"administrator", "researcher", "partner_worker"},
    "programs_pauseevent": {"administrator", "researcher", "partner_worker"},
    "programs_completion": {"peer", "administrator", "researcher", "partner_worker"},
    "programs_completionevent": {"peer", "administrator", "researcher", "partner_worker"},
    "programs_ordereddose": {"peer", "administrator", "researcher", "partner_worker"},
    "programs_ordereddoseevent": {"peer", "administrator", "researcher", "partner_worker"},
    "programs_guardianconsent": {"peer", "administrator", "researcher", "partner_worker"},
    "programs_guardianconsentevent": {"peer", "administrator", "researcher", "partner_worker"},
    **{
        f"programs_{table}{event}": {"peer", "administrator", "researcher", "partner_worker"}
        for table in ("assessment", "riskresult")
        for event in ("", "event")
    },
    "referrals_triage": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_triageevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_safetyline": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_safetylineevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_consultation": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_consultationevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_redirection": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_redirectionevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_mandate": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_mandateevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_hearing": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_hearingevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_deadline": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_deadlineevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_keptapart": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_keptapartevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_referrer": {"counselor", "peer", "administrator", "researcher", "partner_worker"},
    "referrals_referrerevent": {"counselor", "peer", "administrator", "researcher", "partner_worker"},
    "referrals_arrival": {"counselor", "peer", "administrator", "researcher", "partner_worker"},
    "services_clientmerge": {"counselor", "peer", "administrator", "researcher", "partner_worker"},
    "services_clientmergeevent": {"counselor", "peer", "administrator", "researcher", "partner_worker"},
    "services_relationshipstatus": {"peer", "administrator", "researcher", "partner_worker"},
    "services_relationshipstatusevent": {"peer", "administrator", "researcher", "partner_worker"},
    "referrals_contactattempt": {"peer", "administrator", "researcher", "partner_worker"},
}

# What reports read of tables that are closed to them otherwise: the names of men and colleagues for their lists.
NAMES_FOR_REPORTS = {
    "services_client": {"id", "service_id", "first_name", "last_name", "find_first", "find_last"},
    "services_staff": {"id", "name"},
}

# Unique keys that do not begin with the service. They tell that a hidden row exists only to somebody who
# already knows a random id, and the key through the service refuses to point at it.
UNIQUE_BY_RANDOM_ID = {
    "programs_groupnote": {"session_id"},
    "followups_followup": {"note_id"},
    "referrals_triage": {"referral_id"},
    "referrals_hearing": {"adjourned_from_id"},
    "referrals_referralstep": {"takes_back_id"},
}

# Functions that run with their owner's rights. Each owes a reason.
DEFINERS: dict[str, str] = {
    "forget_call": "a caller who was not him: his own words and their history go for good, within the hour",
    "forget_call_rows": "the same, called by nobody but forget_call, which first asks who else wrote beside it",
}

# Files longer than a screen or two.
LONG_FILES = {
    "config/settings.py": "everything read from the environment, on one page",
}

# Reading the clock below the edge.
CLOCK: dict[str, str] = {}

# Queries of pages and API that do not start from `visible_to`: file and what it says, and why it may.
NOT_FROM_VISIBLE: dict[tuple[str, str], str] = {
    (
        "services/api/authentication.py",
        "ApiToken.objects.filter",
    ): "nobody is known yet: found by its fingerprint",
    (
        "services/views/invitations.py",
        "Staff.objects.filter",
    ): "whoever holds the link: is there an account already",
    (
        "referrals/views/waiting.py",
        "Site.objects.in_service_of",
    ): "the sites of the service, for a filter; no people",
    ("services/views/clients.py", "ContactRule.objects.filter"): "of a man found by visible_to",
    ("services/views/reasons.py", "AccessEvent.objects.opens"): "the person's own reasons",
    (
        "services/views/team.py",
        "Membership.objects.in_service_of",
    ): "a role that just ended is held by nobody who could be seen",
    (
        "services/views/team.py",
        "ApiToken.objects.in_service_of",
    ): "administrators see every key of the service",
    (
        "services/views/team.py",
        "Invitation.objects.in_service_of",
    ): "who may invite sees every open invitation",
    (
        "services/views/team.py",
        "Site.objects.in_service_of",
    ): "everybody in a service may know where it meets",
    (
        "referrals/views/referrals.py",
        "Site.objects.in_service_of",
    ): "everybody in a service may know where it meets",
    (
        "referrals/views/calls.py",
        "Site.objects.in_service_of",
    ): "everybody in a service may know where it meets",
    (
        "referrals/views/corrections.py",
        "Site.objects.in_service_of",
    ): "everybody in a service may know where it meets",
    (
        "followups/views/follow_ups.py",
        "Site.objects.in_service_of",
    ): "everybody in a service may know where it meets",
    ("programs/views/progress_notes.py", "ProgressNote.objects.filter"): "the author's own draft",
}

# Text look-ups that an index cannot serve behind the wall.
UNINDEXED: dict[tuple[str, str], str] = {}

# Templates that no line of ours names: the frameworks look for them by themselves.
FOUND_BY_NAME = {
    "400.html": "Django, for a bad request",
    "403.html": "Django, when something is forbidden",
    "403_csrf.html": "Django, when a form was sent from elsewhere",
    "404.html": "Django, for what is not there or not to be seen",
    "500.html": "Django, when a page breaks",
    "account/": "allauth, one for each step of signing in",
    "allauth/": "allauth, the frame of its pages",
    "django/forms/": "Django, the look of each widget",
}

# Tasks that nobody winds up: each owes a reason.
NOT_IN_BEAT: dict[str, str] = {}
