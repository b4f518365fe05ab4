# SPDX-License-Identifier: EUPL-1.2
"""The desk: home, navigation, base templates and the look of every page."""
