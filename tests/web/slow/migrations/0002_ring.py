"""Rings for a minute; half a bell is in the table when it is cut off."""

import os
import time

from django.db import migrations


def ring(apps, schema_editor):
    apps.get_model("slow", "Bell").objects.create(tone="c")
    print("ringing", flush=True)
    time.sleep(float(os.environ.get("RINGS_SECONDS", "60")))


class Migration(migrations.Migration):
    dependencies = (("slow", "0001_begin"),)
    operations = (migrations.RunPython(ring),)
