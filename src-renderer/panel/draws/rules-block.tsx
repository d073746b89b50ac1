import { type FormEvent, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { formOf, type RuleNumber, type RulesForm, rulesOf } from '#pages/panel/model/rules-form.ts';
import { useText } from '#pages/panel/text.ts';
import { checkRules, rulesFor } from '#shared/domain/sports/table.ts';
import type { Draw } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { useRefusalText } from '#ui/text.ts';

const score: readonly RuleNumber[] = ['bestOf', 'target', 'deciderTarget', 'lead', 'cap'];
const breaks: readonly RuleNumber[] = ['intervalAt', 'intervalSeconds', 'betweenSetsSeconds'];
const ends: readonly RuleNumber[] = ['endsDecider', 'endsEvery', 'endsDeciderEvery'];
const table: readonly RuleNumber[] = ['won', 'lost'];

const choices = {
  nextServer: ['rallyWinner', 'inTurn'],
  setOpener: ['setWinner', 'alternate'],
  serviceCourt: ['none', 'byScore', 'picked'],
  order: ['single', 'badmintonDoubles', 'tableTennisDoubles', 'rotation'],
} as const;
const switches = ['deciderToss', 'endsBetween', 'redCardPoint', 'lets'] as const;

/** Every number of a draw's rules; what doesn't fit together is said before anything is sent. */
export function RulesBlock({ draw }: { draw: Draw }) {
  const t = useText();
  const edits = useEdits();
  const refusal = useRefusalText();
  const [form, setForm] = useState<RulesForm>(() => formOf(draw));
  const read = rulesOf(form);
  const checked = read.ok ? checkRules(read.value.rules) : null;
  const wrong = checked && !checked.ok ? refusal(checked.error) : null;
  const preset = formOf({ rules: rulesFor(draw.sport, draw.kind), tablePoints: draw.tablePoints });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!read.ok || !checked?.ok) return;
    void edits.put({ draws: [{ ...draw, ...read.value }] }, t('draws.saved', { name: draw.name }));
  };
  const number = (name: RuleNumber) => (
    <Field
      key={name}
      label={t(`rule.${name}`)}
      inputMode="numeric"
      value={form.numbers[name]}
      onChange={(event) => setForm({ ...form, numbers: { ...form.numbers, [name]: event.target.value } })}
      error={!read.ok && read.wrong === name ? t('rule.number') : null}
    />
  );
  const label = (name: keyof typeof choices): string => t(`rule.${name}`);
  const choice = <Name extends keyof typeof choices>(name: Name) => (
    <SelectField
      key={name}
      label={label(name)}
      value={form[name]}
      onChange={(event) => {
        const chosen = choices[name].find((known) => known === event.target.value);
        if (chosen) setForm({ ...form, [name]: chosen });
      }}
    >
      {choices[name].map((known) => (
        <option key={known} value={known}>
          {choiceWords(name, known, t)}
        </option>
      ))}
    </SelectField>
  );
  return (
    <form className="rules" onSubmit={submit} noValidate>
      <p className="quiet">{t('draws.rulesHint')}</p>
      <div className="rules-grid">{score.map(number)}</div>
      <div className="rules-grid">
        {choice('nextServer')}
        {form.nextServer === 'inTurn' ? number('servesEach') : null}
        {choice('setOpener')}
        {choice('serviceCourt')}
        {choice('order')}
        {number('players')}
      </div>
      <div className="rules-grid">
        {breaks.map(number)}
        {ends.map(number)}
      </div>
      <div className="rules-grid">
        {number('timeouts')}
        <SelectField
          label={t('rule.timeoutsPer')}
          value={form.timeoutsPer}
          onChange={(event) =>
            setForm({ ...form, timeoutsPer: event.target.value === 'match' ? 'match' : 'set' })
          }
        >
          <option value="set">{t('rule.per.set')}</option>
          <option value="match">{t('rule.per.match')}</option>
        </SelectField>
        {number('timeoutSeconds')}
        {number('substitutions')}
        {table.map(number)}
      </div>
      <div className="rules-switches">
        {switches.map((name) => (
          <label className="check" key={name}>
            <input
              type="checkbox"
              checked={form[name]}
              onChange={(event) => setForm({ ...form, [name]: event.target.checked })}
            />
            <span>{t(`rule.${name}`)}</span>
          </label>
        ))}
      </div>
      {wrong ? (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      ) : null}
      <div className="buttons">
        <Button type="submit" kind="main" disabled={!read.ok || !checked?.ok}>
          {t('save')}
        </Button>
        <Button onClick={() => setForm({ ...preset })}>{t('draws.preset')}</Button>
      </div>
    </form>
  );
}

function choiceWords(name: keyof typeof choices, value: string, t: ReturnType<typeof useText>): string {
  switch (value) {
    case 'rallyWinner':
    case 'inTurn':
      return t(`rule.nextServer.${value}`);
    case 'setWinner':
    case 'alternate':
      return t(`rule.setOpener.${value}`);
    case 'byScore':
    case 'picked':
    case 'none':
      return t(`rule.serviceCourt.${value}`);
    case 'single':
    case 'badmintonDoubles':
    case 'tableTennisDoubles':
    case 'rotation':
      return t(`rule.order.${value}`);
    default:
      return name;
  }
}
