import { type FormEvent, useEffect, useState } from 'react';
import { useText } from '#pages/panel/text.ts';
import type { Reading } from '#shared/domain/timed/heat.ts';
import type { Distance, Lane } from '#shared/domain/timed/records.ts';
import { type Misplaced, misplaced, readTime, type TypedPlace } from '#shared/domain/timed/typed-time.ts';
import { timeText } from '#shared/reports/heats-csv.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { useFirstField } from './use-first-field.ts';

/** A time, and the one whose place it takes; null: a further one. */
export interface TypedTime {
  readonly ms: number;
  readonly replaces: Reading | null;
}

/** A time of a competitor as read from another watch: a further one, or in place of one that was taken. */
export function TypedTimeForm({
  lane,
  times,
  distance,
  onSave,
  onCancel,
}: {
  lane: Lane;
  /** Those that count, earliest first. */
  times: readonly Reading[];
  distance: Distance;
  onSave: (typed: TypedTime) => void;
  onCancel: () => void;
}) {
  const t = useText();
  const form = useFirstField('input', true);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const place = placeOf(chosen, times, distance);
  const replaces = place.kind === 'instead' ? (times.find(({ key }) => key === place.key) ?? null) : null;
  const time = readTime(text);
  const wrong = time.ok ? misplaced(times, place, time.value) : null;
  const misplacedWords = ({ kind, lap, ms }: Misplaced): string =>
    lap === 0 ? t('heats.typed.notZero') : t(`heats.typed.${kind}`, { lap, time: timeText(ms, 3) });
  const error = time.ok ? wrong && misplacedWords(wrong) : t(`heats.typed.${time.error}`);
  // It stands below the lanes, and may grow by what is wrong.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when something else is said in it
  useEffect(() => void form.current?.scrollIntoView({ block: 'nearest' }), [tried, error, form]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (time.ok && wrong === null) onSave({ ms: time.value, replaces });
    else form.current?.querySelector('input')?.focus();
  };
  const title = t('heats.typeTitle', { lane: lane.lane, name: lane.name });
  return (
    <form
      ref={form}
      className="form typed-time"
      aria-label={title}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
      noValidate
    >
      <h3 className="any-text">{title}</h3>
      {/* What is wrong is read out while the focus stays where it is. */}
      <div className="field-row" aria-live="polite">
        {distance.laps > 1 && times.length > 0 ? (
          <PlaceField
            value={place.kind === 'instead' ? place.key : place.kind}
            times={times}
            distance={distance}
            onChoose={setChosen}
          />
        ) : null}
        <Field
          label={t('heats.typedTime')}
          hint={replaces ? t('heats.typedInstead', { time: timeText(replaces.ms) }) : t('heats.typedHint')}
          error={tried ? error : null}
          value={text}
          inputMode="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="buttons">
        <Button kind="main" type="submit">
          {replaces ? t('heats.replace', { time: timeText(replaces.ms) }) : t('heats.enterTime')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

/** Which of a competitor's times it is, where there are several. */
function PlaceField({
  value,
  times,
  distance,
  onChoose,
}: {
  value: string;
  times: readonly Reading[];
  distance: Distance;
  onChoose: (place: string) => void;
}) {
  const t = useText();
  const lap = times.length + 1;
  return (
    <SelectField
      label={t('heats.whichTime')}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      {lap <= distance.laps ? (
        <>
          <option value="next">{t('heats.lap', { lap, laps: distance.laps })}</option>
          <option value="missed">{t('heats.missed', { lap: times.length })}</option>
        </>
      ) : null}
      {times.map(({ key, ms }, at) => (
        <option key={key} value={key}>
          {t('heats.instead', { lap: at + 1, time: timeText(ms) })}
        </option>
      ))}
    </SelectField>
  );
}

/** What was chosen, as long as that is possible; else the next time, or the last one where there is no next. */
function placeOf(chosen: string | null, times: readonly Reading[], distance: Distance): TypedPlace {
  const last = times.at(-1);
  if (times.some(({ key }) => key === chosen)) return { kind: 'instead', key: chosen ?? '' };
  if (last && times.length >= distance.laps) return { kind: 'instead', key: last.key };
  return { kind: chosen === 'missed' && last ? 'missed' : 'next' };
}
