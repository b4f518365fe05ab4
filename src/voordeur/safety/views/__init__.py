# SPDX-License-Identifier: EUPL-1.2
"""Views of safety: the page of concerns and warnings, that of measures, that of a crisis."""
