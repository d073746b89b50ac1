import { useState } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { OfficialId } from '#shared/domain/ids.ts';
import type { OfficialRole } from '#shared/domain/tournament/records.ts';
import type { JoinRequest } from '#shared/protocol/down.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/field.tsx';
import { RoleField } from './role-field.tsx';

/** Phones that typed the join code and wait for the organiser's word. */
export function JoinRequests() {
  const t = useText();
  const { hub } = usePanel();
  if (!hub || hub.joinRequests.length === 0) return null;
  return (
    <Block title={t('devices.requests')}>
      {hub.joinRequests.map((request) => (
        <Request key={request.id} request={request} />
      ))}
    </Block>
  );
}

function Request({ request }: { request: JoinRequest }) {
  const t = useText();
  const { tournament, api } = usePanel();
  const { ask, busy } = useRequest();
  const [official, setOfficial] = useState<OfficialId | null>(null);
  const [role, setRole] = useState<OfficialRole>('referee');
  const { name } = request;
  const answer = (accept: boolean): void => {
    const as = official === null ? role : (tournament.officials[official]?.role ?? role);
    void ask(
      api.answerJoin(request.id, { accept, tournament: tournament.id, role: as, official }),
      t(accept ? 'devices.accepted' : 'devices.declined', { name }),
    );
  };
  return (
    <div className="field-row request">
      <p className="row-text">
        <strong>{t('devices.requestFrom', { name, address: request.address })}</strong>
      </p>
      <SelectField
        label={t('devices.as')}
        value={official ?? ''}
        onChange={(event) => setOfficial(OfficialId.safeParse(event.target.value).data ?? null)}
      >
        <option value="">{t('devices.asNew', { name })}</option>
        {Object.values(tournament.officials).map((one) => (
          <option key={one.id} value={one.id}>
            {one.name} ({t(`role.${one.role}`)})
          </option>
        ))}
      </SelectField>
      {official === null ? <RoleField role={role} onRole={setRole} /> : null}
      <Button kind="main" disabled={busy} onClick={() => answer(true)}>
        {t('devices.accept')}
      </Button>
      <Button disabled={busy} onClick={() => answer(false)}>
        {t('devices.decline')}
      </Button>
    </div>
  );
}
