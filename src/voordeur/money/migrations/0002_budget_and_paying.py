# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import django.db.models.manager
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('money', '0001_initial'),
        ('people', '0003_merging'),
        ('provisions', '0003_social_map'),
    ]

    operations = [
        migrations.CreateModel(
            name='AreaSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('total_cents', models.BigIntegerField()),
                ('table', models.TextField(max_length=20000)),
                ('weights', models.JSONField()),
                ('source', models.CharField(max_length=300)),
                ('version', models.IntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('total_cents__gt', 0)), name='area_set_above_0'), models.CheckConstraint(condition=models.Q(models.Q(('table', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='area_set_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='ContractEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('party', models.CharField(max_length=120)),
                ('from_date', models.DateField()),
                ('until', models.DateField()),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('version', models.IntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('from_date'))), name='contract_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Freed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('compartment', models.CharField(default='common', max_length=20)),
                ('version', models.IntegerField(default=1)),
                ('what', models.CharField(max_length=160)),
                ('pot', models.CharField(max_length=120)),
                ('payer', models.CharField(default='unknown', max_length=30)),
                ('law', models.CharField(max_length=20)),
                ('cents', models.BigIntegerField(blank=True, null=True)),
                ('rests_on', models.CharField(max_length=160)),
                ('freed_from', models.DateField()),
                ('contract_ends', models.DateField(blank=True, null=True)),
                ('releasable', models.BooleanField(default=False)),
                ('decided_by', models.CharField(max_length=160)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': '_plain',
                'indexes': [models.Index(fields=['household'], name='freed_by_household')],
                'constraints': [models.CheckConstraint(condition=models.Q(('compartment__in', ('name', 'common', 'own', 'money', 'health', 'youth', 'justice', 'safety', 'where', 'private'))), name='money_freed_compartment'), models.CheckConstraint(condition=models.Q(('cents', None), ('cents__gt', 0), _connector='OR'), name='freed_is_above_0'), models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('pot', ''), _negated=True), models.Q(('rests_on', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), name='freed_says_what_and_who')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('_plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Package',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('compartment', models.CharField(default='common', max_length=20)),
                ('version', models.IntegerField(default=1)),
                ('from_date', models.DateField()),
                ('until', models.DateField()),
                ('measured', models.CharField(choices=[('gross', 'gross'), ('net', 'net')], max_length=5)),
                ('chosen_on', models.DateField(blank=True, null=True)),
                ('chosen_by', models.CharField(blank=True, default='', max_length=160)),
                ('alternative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='provisions.alternative')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': '_plain',
                'constraints': [models.CheckConstraint(condition=models.Q(('compartment__in', ('name', 'common', 'own', 'money', 'health', 'youth', 'justice', 'safety', 'where', 'private'))), name='money_package_compartment'), models.CheckConstraint(condition=models.Q(('compartment', 'common'), ('person', None)), name='package_of_the_household'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('from_date'))), name='package_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('chosen_by', ''), ('chosen_on', None)), models.Q(('chosen_on__isnull', False), models.Q(('chosen_by', ''), _negated=True)), _connector='OR'), name='package_is_chosen_by_somebody')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('_plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PackageLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('compartment', models.CharField(default='common', max_length=20)),
                ('version', models.IntegerField(default=1)),
                ('side', models.CharField(choices=[('apart', 'apart'), ('together', 'together')], max_length=8)),
                ('what', models.CharField(max_length=160)),
                ('payer', models.CharField(default='unknown', max_length=30)),
                ('law', models.CharField(max_length=20)),
                ('from_date', models.DateField()),
                ('until', models.DateField()),
                ('cents', models.BigIntegerField(blank=True, null=True)),
                ('rests_on', models.CharField(max_length=160)),
                ('off_on', models.DateField(blank=True, null=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.package')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': '_plain',
                'indexes': [models.Index(fields=['household'], name='package_line_by_household')],
                'constraints': [models.CheckConstraint(condition=models.Q(('compartment__in', ('name', 'common', 'own', 'money', 'health', 'youth', 'justice', 'safety', 'where', 'private'))), name='money_packageline_compartment'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('from_date'))), name='package_line_ends_after_start'), models.CheckConstraint(condition=models.Q(('cents', None), ('cents__gte', 0), _connector='OR'), name='package_line_not_below_0'), models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('rests_on', ''), _negated=True)), name='package_line_rests_on_something')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('_plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PayingCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('household_type', 'household_type'), ('street', 'street'), ('project', 'project')], max_length=16)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('unit', models.CharField(max_length=60)),
                ('units_before', models.PositiveIntegerField()),
                ('units_after', models.PositiveIntegerField()),
                ('unit_cents', models.BigIntegerField()),
                ('prevention_cents', models.BigIntegerField()),
                ('result_before_percent', models.PositiveSmallIntegerField()),
                ('result_after_percent', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('version', models.IntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('household_type', 'street', 'project'))), name='paying_case_kind'), models.CheckConstraint(condition=models.Q(('prevention_cents__gte', 0), ('unit_cents__gt', 0), ('result_after_percent__lte', 100), ('result_before_percent__lte', 100)), name='paying_case_amounts'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='paying_case_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='UsedAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('compartment', models.CharField(default='common', max_length=20)),
                ('version', models.IntegerField(default=1)),
                ('to_pot', models.CharField(max_length=120)),
                ('payer', models.CharField(default='unknown', max_length=30)),
                ('goal', models.CharField(max_length=160)),
                ('cents', models.BigIntegerField()),
                ('from_date', models.DateField()),
                ('decided_by', models.CharField(max_length=160)),
                ('recorded_on', models.DateField()),
                ('freed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='money.freed')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': '_plain',
                'indexes': [models.Index(fields=['household'], name='used_again_by_household')],
                'constraints': [models.CheckConstraint(condition=models.Q(('compartment__in', ('name', 'common', 'own', 'money', 'health', 'youth', 'justice', 'safety', 'where', 'private'))), name='money_usedagain_compartment'), models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='used_again_is_above_0'), models.CheckConstraint(condition=models.Q(models.Q(('to_pot', ''), _negated=True), models.Q(('goal', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), name='used_again_says_for_what_and_who')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('_plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='WaterbedSpill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('cut', models.CharField(max_length=80)),
                ('other', models.CharField(max_length=80)),
                ('sign', models.SmallIntegerField()),
                ('low_cents', models.BigIntegerField(blank=True, null=True)),
                ('high_cents', models.BigIntegerField(blank=True, null=True)),
                ('source', models.CharField(max_length=300)),
                ('off_on', models.DateField(blank=True, null=True)),
                ('version', models.IntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sign__in', [1, -1])), name='spill_has_a_sign'), models.CheckConstraint(condition=models.Q(models.Q(('high_cents', None), ('low_cents', None)), models.Q(('high_cents__gte', models.F('low_cents')), ('low_cents__gte', 0)), _connector='OR'), name='spill_ends_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('cut', ''), _negated=True), models.Q(('other', ''), _negated=True), models.Q(('source', ''), _negated=True), models.Q(('cut', models.F('other')), _negated=True)), name='spill_between_two_fields_with_a_source')],
            },
        ),
        migrations.CreateModel(
            name='ContractTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_date', models.DateField()),
                ('terms', models.JSONField()),
                ('why', models.CharField(blank=True, default='', max_length=300)),
                ('decided_by', models.CharField(max_length=160)),
                ('recorded_on', models.DateField()),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='money.contractentry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contract', 'from_date'), name='contract_terms_once_a_day')],
            },
        ),
    ]
