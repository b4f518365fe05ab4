-- SPDX-License-Identifier: EUPL-1.2
-- The role that the application connects with, on the state database (PostgreSQL 15+).
--
-- Run it as the owner of the tables, after each migration, with the name of the application's role:
--   psql -v app=voordeur_app -f roles.sql voordeur_state
--
-- The triggers stop an UPDATE or DELETE on the history and the books; this takes away the right to try, and with it
-- the right to drop the triggers: the role owns no table.

GRANT USAGE ON SCHEMA public TO :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"app";
REVOKE UPDATE, DELETE, TRUNCATE ON history_event, history_seal, history_sealedend FROM :"app";
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_line FROM :"app";
REVOKE CREATE ON SCHEMA public FROM :"app";
