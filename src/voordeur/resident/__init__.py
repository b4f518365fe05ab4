# SPDX-License-Identifier: EUPL-1.2
"""The resident's own pages: my words, our plan, who helps, who may see what, a page only I see."""
