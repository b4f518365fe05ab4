# SPDX-License-Identifier: EUPL-1.2
"""An analysis made readable: findings, pictures, a page and a spreadsheet that recomputes."""
