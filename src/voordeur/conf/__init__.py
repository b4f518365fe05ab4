# SPDX-License-Identifier: EUPL-1.2
"""Settings, URLs and middleware: what ties the rooms together."""
