# SPDX-License-Identifier: EUPL-1.2
import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


import voordeur.people.spoken


class Migration(migrations.Migration):

    dependencies = [
        ("papers", "0001_initial"),
        ("people", "0003_merging"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("compartment", models.CharField(default="common", max_length=20)),
                ("version", models.IntegerField(default=1)),
                ("how", models.CharField(choices=[(how, how) for how in voordeur.people.spoken.HOW], max_length=12)),
                ("recorded_by", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("signed_by", models.CharField(max_length=40)),
                ("word", models.CharField(choices=[(word, word) for word in voordeur.people.spoken.WORDS], max_length=12)),
                ("signed_on", models.DateField()),
                ("projection", models.CharField(max_length=64)),
                ("household", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household")),
                ("paper", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="papers.paper")),
                ("person", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "_plain",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("compartment__in", ("name", "common", "own", "money", "health", "youth", "justice", "safety", "where", "private"))), name="papers_papersignature_compartment"),
                    models.UniqueConstraint(fields=("paper", "signed_by"), name="paper_signed_once_by_each"),
                    models.CheckConstraint(condition=models.Q(("word__in", list(voordeur.people.spoken.WORDS)), ("how__in", list(voordeur.people.spoken.HOW))), name="paper_signature_codes_known"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("_plain", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="paper",
            name="edition",
            field=models.IntegerField(default=1),
        ),
        migrations.AddField(
            model_name="paper",
            name="replaces",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="papers.paper"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("replaces",), name="paper_replaced_once"),
        ),
    ]
