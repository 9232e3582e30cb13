"""The audit log only grows: the database itself refuses to change or delete a line.

Retention is the one exception. It says so in its own transaction, by `SET LOCAL
helpdesk.audit_retention = 'on'`, and may then delete, never change.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION agents_refuse_to_edit_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('helpdesk.audit_retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE ON agents_auditrecord
    FOR EACH ROW EXECUTE FUNCTION agents_refuse_to_edit_audit_log();
"""

ALLOW = """
DROP TRIGGER audit_log_only_grows ON agents_auditrecord;
DROP FUNCTION agents_refuse_to_edit_audit_log();
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
