import { type FormEvent, type ReactNode, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import {
  courtName,
  courtsInOrder,
  entriesOf,
  hasStarted,
  ordered,
  poolsOf,
} from '#pages/panel/model/lookups.ts';
import { type MatchForm, matchForm, planOf } from '#pages/panel/model/match-form.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowAgain } from '#pages/panel/parts/use-row-again.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';

/** A planned match in its form, in the place of its line. Escape leaves it. */
export function MatchFormRow({ plan, onDone }: { plan: MatchPlan | null; onDone: () => void }) {
  const t = useText();
  const { tournament, scores } = usePanel();
  const edits = useEdits();
  const draws = ordered(tournament.draws);
  const [form, setForm] = useState<MatchForm>(() => matchForm(tournament, plan, draws[0]?.id ?? ''));
  const [tried, setTried] = useState(false);
  const [id] = useState(() => plan?.id ?? newUlid());
  useRowAgain(plan?.id ?? null);
  const read = planOf(form, id, tournament.details.timeZone);
  const started = plan !== null && hasStarted(scores.get(plan.id));
  const draw = tournament.draws[form.draw];
  const entries = draw ? entriesOf(tournament, draw.id) : [];
  const pools = draw ? poolsOf(tournament, draw.id) : [];
  const set = (change: Partial<MatchForm>): void => setForm({ ...form, ...change });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (!read.ok) return;
    const words = plan ? t('schedule.saved', { number: plan.number }) : t('schedule.added');
    if (await edits.put({ matches: [read.plan] }, words)) onDone();
  };
  const select = (
    label: string,
    field: keyof MatchForm,
    empty: string | null,
    options: readonly (readonly [string, string])[],
    disabled = false,
  ): ReactNode => (
    <SelectField
      label={label}
      value={form[field]}
      disabled={disabled}
      autoFocus={field === (plan ? 'court' : 'draw')}
      onChange={(event) =>
        set(
          field === 'draw'
            ? { draw: event.target.value, pool: '', a: '', b: '' }
            : { [field]: event.target.value },
        )
      }
    >
      {empty === null ? null : <option value="">{empty}</option>}
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </SelectField>
  );
  const sides = entries.map((entry) => [entry.id, entry.name] as const);
  return (
    <form
      className="match-form"
      noValidate
      aria-label={plan ? t('schedule.edit', { number: plan.number }) : t('schedule.add')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      {select(
        t('col.court'),
        'court',
        t('schedule.unplanned'),
        courtsInOrder(tournament).map((court) => [court.id, courtName(tournament, court)] as const),
      )}
      <Field
        label={t('schedule.date')}
        type="date"
        value={form.date}
        onChange={(event) => set({ date: event.target.value })}
      />
      <Field
        label={t('schedule.timeField')}
        type="time"
        value={form.time}
        onChange={(event) => set({ time: event.target.value })}
      />
      {select(
        t('col.official'),
        'official',
        t('none'),
        Object.values(tournament.officials)
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map((official) => [official.id, official.name] as const),
      )}
      {select(
        t('col.draw'),
        'draw',
        null,
        draws.map((one) => [one.id, one.name] as const),
        started,
      )}
      {select(
        t('col.pool'),
        'pool',
        t('none'),
        pools.map((pool) => [pool.id, pool.name] as const),
      )}
      {select(t('col.a'), 'a', t('schedule.unknownSide'), sides, started)}
      {select(t('col.b'), 'b', t('schedule.unknownSide'), sides, started)}
      <Field
        label={t('col.round')}
        value={form.round}
        maxLength={40}
        onChange={(event) => set({ round: event.target.value })}
      />
      <Field
        label={t('col.number')}
        inputMode="numeric"
        value={form.number}
        onChange={(event) => set({ number: event.target.value })}
      />
      <div className="match-form-foot">
        {tried && !read.ok ? (
          <p className="field-error" role="alert">
            {t(read.error)}
          </p>
        ) : null}
        {started ? <p className="quiet">{t('schedule.started')}</p> : null}
        <div className="buttons">
          <Button kind="main" type="submit">
            {plan ? t('save') : t('add')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </div>
      </div>
    </form>
  );
}
