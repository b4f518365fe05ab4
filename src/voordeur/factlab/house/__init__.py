# SPDX-License-Identifier: EUPL-1.2
"""What ties the library to the house: where files lie, how doubt is sealed, what things are called."""
