import { type FormEvent, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { shortScore } from '#pages/panel/model/course.ts';
import { sideName } from '#pages/panel/model/lookups.ts';
import { checkSets, endedEarly, endedUnplayed, type TypedSets } from '#pages/panel/model/match-actions.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { RadioSet } from '#pages/panel/parts/radio-set.tsx';
import { useText } from '#pages/panel/text.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';

/** Typing a result in, set by set, checked under the draw's rules before it is sent. */
export function SetsForm({
  plan,
  match,
  onDone,
}: {
  plan: MatchPlan;
  match: MatchState;
  onDone: () => void;
}) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const rules = match.start?.rules ?? tournament.draws[plan.draw]?.rules;
  const [typed, setTyped] = useState<TypedSets>(() => startingSets(match, rules?.bestOf ?? 3));
  const early = endedEarly(match);
  const [winner, setWinner] = useState<Side | null>(early ? match.winner : null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  if (!rules) return null;
  const unplayed = endedUnplayed(match);
  const checked = checkSets(rules, typed, early ? winner : null);
  const error = checked.ok ? null : t(`sets.${checked.wrong}`, { set: checked.set });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (!checked.ok || reason.trim() === '') return;
    // A match played on paper was never started here; it must be, so that its rules stand in its log.
    if (!match.start && !unplayed && !(await edits.match(plan.id, { type: 'start' }, t('ev.start')))) return;
    const body = {
      type: 'correct' as const,
      reason: reason.trim(),
      sets: [...checked.sets],
      winner: checked.winner,
    };
    if (await edits.match(plan.id, body, t('sets.done', { number: plan.number }))) onDone();
  };
  const type = (set: number, side: 0 | 1, value: string): void =>
    setTyped(typed.map((pair, i) => (i === set ? (side === 0 ? [value, pair[1]] : [pair[0], value]) : pair)));
  const input = (set: number, side: 0 | 1) => (
    <input
      className="set-input figures"
      inputMode="numeric"
      aria-label={t('sets.of', { set: set + 1, side: sideName(tournament, plan, side === 0 ? 'A' : 'B') })}
      aria-invalid={tried && !checked.ok && checked.set === set + 1}
      value={typed[set]?.[side] ?? ''}
      onChange={(event) => type(set, side, event.target.value)}
    />
  );
  return (
    <form className="action-form" onSubmit={(event) => void submit(event)} aria-label={t('sets.title')}>
      {unplayed ? (
        <p>{t('sets.unplayed')}</p>
      ) : (
        <table className="sets-table">
          <tbody>
            {([0, 1] as const).map((side) => (
              <tr key={side}>
                <th scope="row">{sideName(tournament, plan, side === 0 ? 'A' : 'B')}</th>
                {typed.map((_, set) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a set is its place in the match
                  <td key={set}>{input(set, side)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {early ? (
        <RadioSet
          legend={t('sets.winner')}
          value={winner}
          onChange={setWinner}
          options={[
            ['A', sideName(tournament, plan, 'A')],
            ['B', sideName(tournament, plan, 'B')],
          ]}
        />
      ) : null}
      {tried && error ? (
        <p className="field-error" role="alert">
          {error}
        </p>
      ) : null}
      <Field
        label={t('act.reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === '' ? t('act.reasonNeeded') : null}
      />
      <p className="quiet">{t('act.final.correct')}</p>
      <div className="buttons">
        <Button kind="main" type="submit">
          {t('sets.save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

/** The fields as they begin: what is known, and empty ones up to the last possible set. */
function startingSets(match: MatchState, bestOf: number): TypedSets {
  const { sets } = shortScore(match);
  return Array.from({ length: bestOf }, (_, i) => {
    const set = sets[i];
    return set ? ([String(set[0]), String(set[1])] as const) : (['', ''] as const);
  });
}
