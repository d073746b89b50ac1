import { type FormEvent, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { checkEntry, entryForm, entrySetup } from '#pages/panel/model/entry-form.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useRowAgain } from '#pages/panel/parts/use-row-again.ts';
import { useText } from '#pages/panel/text.ts';
import type { Draw, Entry } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';

/** An entry being typed. After a new one the form is empty again for the next, the focus in its first field. */
export function EntryFormRow({
  draw,
  entry,
  onDone,
  again,
}: {
  draw: Draw;
  entry: Entry | null;
  onDone: () => void;
  again?: () => void;
}) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const [form, setForm] = useState(() => entryForm(tournament, draw.kind, entry));
  const [tried, setTried] = useState(false);
  const [turn, setTurn] = useState(0);
  useRowAgain(entry?.id ?? null);
  const errors = checkEntry(draw.kind, form);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (errors.name || errors.seed) return;
    const setup = entrySetup(tournament, draw, form, entry, newUlid);
    const name = setup.entries?.[0]?.name ?? '';
    if (!(await edits.put(setup, t(entry ? 'entries.saved' : 'entries.added', { name })))) return;
    if (!again) return onDone();
    setForm(entryForm(tournament, draw.kind, null));
    setTried(false);
    setTurn(turn + 1);
    again();
  };
  const missing = tried && errors.name ? t('start.nameWrong') : null;
  const member = (place: number, label: string) => (
    <Field
      key={`${turn}-${place}`}
      label={label}
      value={form.members[place] ?? ''}
      maxLength={80}
      autoFocus={place === 0}
      onChange={(event) =>
        setForm({
          ...form,
          members: form.members.map((name, i) => (i === place ? event.target.value : name)),
        })
      }
      error={missing && (form.members[place] ?? '').trim() === '' ? missing : null}
    />
  );
  return (
    <form
      className="field-row entry-form"
      noValidate
      onSubmit={(event) => void submit(event)}
      aria-label={entry ? t('entries.edit', { name: entry.name }) : t('entries.add')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone();
        }
      }}
    >
      {draw.kind === 'player' ? member(0, t('entries.name')) : null}
      {draw.kind === 'pair'
        ? [0, 1].map((place) => member(place, t('entries.player', { n: place + 1 })))
        : null}
      {draw.kind === 'team' ? (
        <Field
          key={turn}
          label={t('entries.team')}
          value={form.name}
          maxLength={80}
          autoFocus
          onChange={(event) => setForm({ ...form, name: event.target.value })}
          error={missing}
        />
      ) : null}
      <Field
        label={t('entries.club')}
        value={form.club}
        maxLength={80}
        onChange={(event) => setForm({ ...form, club: event.target.value })}
      />
      <Field
        label={t('entries.seed')}
        inputMode="numeric"
        value={form.seed}
        onChange={(event) => setForm({ ...form, seed: event.target.value })}
        error={tried && errors.seed ? t('entries.seedWrong') : null}
      />
      {draw.kind === 'team' ? (
        <div className="field row-text">
          <label className="field-label" htmlFor={`members-${entry?.id ?? 'new'}`}>
            {t('entries.members')}
          </label>
          <textarea
            id={`members-${entry?.id ?? 'new'}`}
            rows={3}
            value={form.members.join('\n')}
            onChange={(event) => setForm({ ...form, members: event.target.value.split('\n') })}
          />
        </div>
      ) : null}
      <Button kind="main" type="submit">
        {entry ? t('save') : t('add')}
      </Button>
      <Button onClick={onDone}>{t('cancel')}</Button>
    </form>
  );
}
