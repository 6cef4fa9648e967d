-- The rows that one life writes, in the five transactions in which the product writes them.
\set r random(1, 900000000)
BEGIN;
SELECT id AS unit, jurisdiction_id AS city FROM offices_department LIMIT 1 \gset
INSERT INTO cases_case (id, number, token_epoch, jurisdiction_id, channel, title, language, address, attributes, said_at, recorded_at, band, owner_unit_id, holder_unit_id, is_urgent, due_rule, end_state, hand_overs, reopenings, routed_by, source, source_key, n, head, changed_at) VALUES (gen_random_uuid(), lpad(((random() * 899999999999)::bigint)::text, 12, '0'), 1, :city::uuid, 'counter', 'bench', 'ko', '', '{}', now(), now(), 1, :unit::uuid, :unit::uuid, false, '', '', 0, 0, '{}', '', '', 2, '\x00', now()) RETURNING id AS case \gset
INSERT INTO cases_history (case_id, n, kind, at, by_resident, channel, is_public, text, data, salt, digest, hash) VALUES (:case::uuid, 1, 'opened', now(), true, 'counter', true, 'bench', '{}', '\x00', '\x00', '\x00'), (:case::uuid, 2, 'routed', now(), false, 'counter', true, '', '{}', '\x00', '\x00', '\x00');
INSERT INTO cases_casetext (case_id, terms) VALUES (:case::uuid, ARRAY['횡단', '단보', '보도', '확인']);
INSERT INTO contacts_contact (id, channel, channel_key, jurisdiction_id, case_id, said_at, recorded_at, band, language, outcome, passed_to, text) VALUES (gen_random_uuid(), 'counter', '', :city::uuid, :case::uuid, now(), now(), 1, 'ko', 'opened', '', 'bench');
COMMIT;
BEGIN;
INSERT INTO cases_handover (id, case_id, from_unit_id, to_unit_id, offered_at, expires_at, said, tried, promised, outcome, reason) VALUES (gen_random_uuid(), :case::uuid, :unit::uuid, :unit::uuid, now(), now(), '', '', '', '', '') RETURNING id AS offer \gset
UPDATE cases_case SET n = 3, hand_overs = 1, changed_at = now() WHERE id = :case::uuid;
INSERT INTO cases_history (case_id, n, kind, at, by_resident, channel, is_public, text, data, salt, digest, hash) VALUES (:case::uuid, 3, 'offered', now(), false, '', false, '', '{}', '\x00', '\x00', '\x00');
COMMIT;
BEGIN;
UPDATE cases_handover SET outcome = 'accepted', settled_at = now() WHERE id = :offer::uuid;
UPDATE cases_case SET n = 4, changed_at = now() WHERE id = :case::uuid;
INSERT INTO cases_history (case_id, n, kind, at, by_resident, channel, is_public, text, data, salt, digest, hash) VALUES (:case::uuid, 4, 'accepted', now(), false, '', true, '', '{}', '\x00', '\x00', '\x00');
COMMIT;
BEGIN;
UPDATE cases_case SET n = 5, first_answered_at = now(), changed_at = now() WHERE id = :case::uuid;
INSERT INTO cases_history (case_id, n, kind, at, by_resident, channel, is_public, text, data, salt, digest, hash) VALUES (:case::uuid, 5, 'answered', now(), false, '', true, 'bench', '{}', '\x00', '\x00', '\x00');
COMMIT;
BEGIN;
INSERT INTO cases_closure (id, case_id, end_state, by_resident, at, text, passed_to) VALUES (gen_random_uuid(), :case::uuid, 'done', false, now(), 'bench', '');
UPDATE cases_case SET n = 6, closed_at = now(), end_state = 'done', changed_at = now() WHERE id = :case::uuid;
INSERT INTO cases_history (case_id, n, kind, at, by_resident, channel, is_public, text, data, salt, digest, hash) VALUES (:case::uuid, 6, 'closed', now(), false, '', true, 'bench', '{}', '\x00', '\x00', '\x00');
COMMIT;
