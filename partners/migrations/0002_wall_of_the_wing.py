"""The wing is behind a wall of its own: its worker reads, whoever acts in the service may put a row in."""

from django.db import migrations

from partners.wing_operations import WingWall


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_the_wing")]

    operations = [
        WingWall("enquiry", door=True),
        WingWall("enquiryevent", door=True, append_only=True),
        WingWall("safetyword", door=True, append_only=True),
        WingWall("enquirycontact", append_only=True),
        WingWall("tie"),
        WingWall("tieevent", append_only=True),
        WingWall("enquirydraft", of_writer=True),
        WingWall("wingread", append_only=True),
        WingWall("wingentry", door=True, append_only=True),
    ]
