# SPDX-License-Identifier: EUPL-1.2
"""Views of the resident's own pages, and the one page where professionals read what was told."""
