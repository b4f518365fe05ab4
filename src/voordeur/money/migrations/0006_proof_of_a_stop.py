from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('money', '0005_zero_calibration'),
    ]

    operations = [
        migrations.RenameField(model_name='stop', old_name='shown_by', new_name='proof'),
    ]
