import { type FormEvent, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { DrawId } from '#shared/domain/ids.ts';
import { rulesFor, sports } from '#shared/domain/sports/table.ts';
import { type Draw, EntryKind, SportId } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';

/** A new draw: name, sport, who enters. Its rules are the sport's preset. */
export function DrawForm({
  onDone,
  onCancel,
}: {
  onDone: (draw: DrawId) => void;
  onCancel: (() => void) | null;
}) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const [name, setName] = useState('');
  const [sport, setSport] = useState<SportId>('badminton');
  const [kind, setKind] = useState<EntryKind>('player');
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '') return;
    const draw: Draw = {
      id: DrawId.parse(newUlid()),
      name: name.trim(),
      sport,
      kind,
      rules: rulesFor(sport, kind),
      tablePoints: { won: 1, lost: 0 },
      order: Object.keys(tournament.draws).length,
    };
    if (await edits.put({ draws: [draw] }, t('draws.added', { name: draw.name }))) onDone(draw.id);
  };
  return (
    <form className="form" aria-label={t('draws.new')} onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('draws.name')}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
        error={tried && name.trim() === '' ? t('start.nameWrong') : null}
      />
      <SelectField
        label={t('draws.sport')}
        value={sport}
        onChange={(event) => {
          const chosen = SportId.parse(event.target.value);
          setSport(chosen);
          setKind(sports[chosen].kinds[0] ?? 'player');
        }}
      >
        {Object.values(sports).map(({ id }) => (
          <option key={id} value={id}>
            {t(`sport.${id}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('draws.kind')}
        value={kind}
        onChange={(event) => setKind(EntryKind.parse(event.target.value))}
      >
        {sports[sport].kinds.map((id) => (
          <option key={id} value={id}>
            {t(`kind.${id}`)}
          </option>
        ))}
      </SelectField>
      <div className="buttons">
        <Button kind="main" type="submit">
          {t('draws.add')}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t('cancel')}</Button> : null}
      </div>
    </form>
  );
}
