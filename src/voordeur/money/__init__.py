# SPDX-License-Identifier: EUPL-1.2
"""Money: who pays, who gains, and what is really cashed.

The modules here only compute; they know no database and no household by name.
"""
