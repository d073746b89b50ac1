import { type FormEvent, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { NameField } from '#pages/panel/parts/name-field.tsx';
import { useText } from '#pages/panel/text.ts';
import { OfficialId } from '#shared/domain/ids.ts';
import type { Official, OfficialRole } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';
import { RoleField } from './role-field.tsx';

/** Officials with their role and QR code. */
export function OfficialsBlock() {
  const t = useText();
  const { tournament, hub, showCodes } = usePanel();
  const officials = Object.values(tournament.officials).toSorted((a, b) => a.name.localeCompare(b.name));
  const here = new Set(
    hub?.devices.filter((device) => device.connected).map((device) => device.official) ?? [],
  );
  return (
    <Block title={t('devices.officials')}>
      {officials.length === 0 ? <p>{t('devices.noOfficials')}</p> : null}
      <div className="buttons">
        <Button kind="main" onClick={() => showCodes(null)}>
          {t('devices.openQr')}
        </Button>
        <span className="quiet">{t('devices.chiefHint')}</span>
      </div>
      {officials.length > 0 ? (
        <table className="table officials">
          <caption className="visually-hidden">{t('devices.officials')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('devices.role')}</th>
              <th scope="col">{t('devices.state')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('devices.showQr')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {officials.map((official) => (
              <OfficialRow key={official.id} official={official} here={here.has(official.id)} />
            ))}
          </tbody>
        </table>
      ) : null}
      <AddOfficial />
    </Block>
  );
}

function OfficialRow({ official, here }: { official: Official; here: boolean }) {
  const t = useText();
  const { showCodes } = usePanel();
  const edits = useEdits();
  const { name } = official;
  const save = (change: Partial<Official>): void => {
    const next = { ...official, ...change };
    void edits.put({ officials: [next] }, t('devices.saved', { name: next.name }));
  };
  return (
    <tr>
      <td>
        <NameField label={t('devices.nameOf')} value={name} onSave={(typed) => save({ name: typed })} />
      </td>
      <td>
        <select
          className="name-field"
          aria-label={t('devices.roleOf', { name })}
          value={official.role}
          onChange={(event) => save({ role: event.target.value === 'chief' ? 'chief' : 'referee' })}
        >
          <option value="referee">{t('role.referee')}</option>
          <option value="chief">{t('role.chief')}</option>
        </select>
      </td>
      <td className="nowrap">{here ? `● ${t('devices.here')}` : `○ ${t('devices.notHere')}`}</td>
      <td className="end">
        <Button
          aria-label={t('devices.showQrOf', { name })}
          className="button-small"
          onClick={() => showCodes(official.id)}
        >
          {t('devices.showQr')}
        </Button>
        <Button
          kind="plain"
          aria-label={`${t('remove')} ${name}`}
          onClick={() => void edits.remove({ officials: [official.id] }, t('devices.removed', { name }))}
        >
          {t('remove')}
        </Button>
      </td>
    </tr>
  );
}

function AddOfficial() {
  const t = useText();
  const edits = useEdits();
  const [name, setName] = useState('');
  const [role, setRole] = useState<OfficialRole>('referee');
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '') return;
    const official: Official = { id: OfficialId.parse(newUlid()), name: name.trim(), role };
    if (!(await edits.put({ officials: [official] }, t('devices.added', { name: official.name })))) return;
    setName('');
    setTried(false);
  };
  return (
    <form className="field-row add-row" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('devices.addOfficial')}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
        error={tried && name.trim() === '' ? t('start.nameWrong') : null}
      />
      <RoleField role={role} onRole={setRole} />
      <Button type="submit">{t('add')}</Button>
    </form>
  );
}
