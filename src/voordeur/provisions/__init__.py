# SPDX-License-Identifier: EUPL-1.2
"""What help exists and what is given: to whom, by whom, under which law, at which price."""
