# SPDX-License-Identifier: EUPL-1.2
"""The privacy officer's work: erasing what is past its term, forgetting, holds, data breaches."""
