import { type FormEvent, useState } from 'react';
import { createTournament } from '#pages/panel/edits.ts';
import { useSay } from '#pages/panel/notices.tsx';
import { formatRoute, startRoute } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';
import type { TournamentId } from '#shared/domain/ids.ts';
import type { TournamentDetails } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { dayKey } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { useRefusalText } from '#ui/text.ts';
import { newUlid } from '#ui/ulid.ts';
import { checkDetails, type DetailsErrors, DetailsFields } from './details-fields.tsx';

/** Today and this laptop's time zone as a start. */
function presets(now: number): TournamentDetails {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { name: '', startsOn: dayKey(now, timeZone), timeZone };
}

/** Creates a tournament and opens it. */
export function CreateForm({ onCancel }: { onCancel: (() => void) | null }) {
  const t = useText();
  const hub = useHub();
  const say = useSay();
  const refusal = useRefusalText();
  const [details, setDetails] = useState(() => presets(hub.now()));
  const [errors, setErrors] = useState<DetailsErrors>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = checkDetails(details);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const id = newUlid() as TournamentId;
    const named = { ...details, name: details.name.trim() };
    const answer = await createTournament(hub, id, named);
    setBusy(false);
    if (answer.kind === 'kept') {
      say({ words: t('start.created', { name: named.name }), tone: 'done' });
      location.hash = formatRoute({ ...startRoute, tournament: id });
    } else if (answer.kind === 'refused') {
      say({ words: t('say.notDone', { why: refusal(answer.why) }), tone: 'wrong' });
    } else say({ words: t(answer.kind === 'waiting' ? 'say.waiting' : 'say.storage'), tone: 'wrong' });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)} aria-labelledby="start-new" noValidate>
      <h2 id="start-new">{t('start.new')}</h2>
      <DetailsFields details={details} errors={errors} onChange={setDetails} />
      <div className="buttons">
        <Button kind="main" type="submit" disabled={busy}>
          {t('start.create')}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t('cancel')}</Button> : null}
      </div>
    </form>
  );
}
