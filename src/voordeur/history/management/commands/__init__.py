# SPDX-License-Identifier: EUPL-1.2
"""Django's commands as they are for several databases; found by their names."""
