# SPDX-License-Identifier: EUPL-1.2
"""The same run on Apache Spark, for when a region outgrows one machine (extra: `voordeur[spark]`).

What grows with the number of pairs and of rows goes to Spark: comparing records, by Splink's own
backend, and counting, in the SQL of DuckDB said in the words of Spark by SQLGlot. The weights are
whole numbers of one model that was trained once, on DuckDB; texts are compared by one function on
both. A test holds that both give the same households and the same tables.

Nothing here imports Spark before a session is asked for.
"""
