import { useText } from '#pages/panel/text.ts';
import type { OfficialRole } from '#shared/domain/tournament/records.ts';
import { SelectField } from '#ui/field.tsx';

/** What a new official is. */
export function RoleField({ role, onRole }: { role: OfficialRole; onRole: (role: OfficialRole) => void }) {
  const t = useText();
  return (
    <SelectField
      label={t('devices.role')}
      value={role}
      onChange={(event) => onRole(event.target.value === 'chief' ? 'chief' : 'referee')}
    >
      <option value="referee">{t('role.referee')}</option>
      <option value="chief">{t('role.chief')}</option>
    </SelectField>
  );
}
