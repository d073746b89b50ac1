import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import type { Draw } from '#shared/domain/tournament/records.ts';

/** The numbers of a draw's rules as they stand in the form: text, since half-typed numbers are none. */
const ruleNumbers = [
  'bestOf',
  'target',
  'deciderTarget',
  'lead',
  'cap',
  'servesEach',
  'players',
  'intervalAt',
  'intervalSeconds',
  'betweenSetsSeconds',
  'endsDecider',
  'endsEvery',
  'endsDeciderEvery',
  'timeouts',
  'timeoutSeconds',
  'substitutions',
  'won',
  'lost',
] as const;
export type RuleNumber = (typeof ruleNumbers)[number];

/** Numbers that may be left empty: the sport has none of it. */
const mayBeEmpty: ReadonlySet<RuleNumber> = new Set([
  'cap',
  'intervalAt',
  'endsDecider',
  'endsEvery',
  'endsDeciderEvery',
  'timeouts',
  'substitutions',
]);

/** The form of a draw's rules. */
export interface RulesForm {
  readonly numbers: Readonly<Record<RuleNumber, string>>;
  readonly nextServer: RallyRules['nextServer'];
  readonly setOpener: RallyRules['setOpener'];
  readonly serviceCourt: RallyRules['serviceCourt'];
  readonly order: RallyRules['order'];
  readonly timeoutsPer: 'set' | 'match';
  readonly deciderToss: boolean;
  readonly endsBetween: boolean;
  readonly redCardPoint: boolean;
  readonly lets: boolean;
}

const text = (number: number | null): string => (number === null ? '' : String(number));
const seconds = (ms: number): string => String(ms / 1000);

/** Rules as the form shows them. */
export function formOf(draw: Pick<Draw, 'rules' | 'tablePoints'>): RulesForm {
  const { rules, tablePoints } = draw;
  return {
    numbers: {
      bestOf: text(rules.bestOf),
      target: text(rules.target),
      deciderTarget: text(rules.deciderTarget),
      lead: text(rules.lead),
      cap: text(rules.cap),
      servesEach: text(rules.servesEach),
      players: text(rules.players),
      intervalAt: text(rules.interval.at),
      intervalSeconds: seconds(rules.interval.lengthMs),
      betweenSetsSeconds: seconds(rules.interval.betweenSetsMs),
      endsDecider: text(rules.ends.deciderAt),
      endsEvery: text(rules.ends.every),
      endsDeciderEvery: text(rules.ends.deciderEvery),
      timeouts: text(rules.timeouts?.count ?? null),
      timeoutSeconds: seconds(rules.timeouts?.lengthMs ?? 60_000),
      substitutions: text(rules.substitutions),
      won: text(tablePoints.won),
      lost: text(tablePoints.lost),
    },
    nextServer: rules.nextServer,
    setOpener: rules.setOpener,
    serviceCourt: rules.serviceCourt,
    order: rules.order,
    timeoutsPer: rules.timeouts?.per ?? 'set',
    deciderToss: rules.deciderToss,
    endsBetween: rules.ends.betweenSets,
    redCardPoint: rules.redCardPoint,
    lets: rules.lets,
  };
}

/** The rules that a form holds, or the first field that isn't a number. What the numbers mean together is `checkRules`' word. */
export function rulesOf(
  form: RulesForm,
):
  | { readonly ok: true; readonly value: Pick<Draw, 'rules' | 'tablePoints'> }
  | { readonly ok: false; readonly wrong: RuleNumber } {
  const wrong = ruleNumbers.find((name) => !isNumber(name, form.numbers[name].trim()));
  if (wrong) return { ok: false, wrong };
  const number = (name: RuleNumber): number => Number(form.numbers[name]);
  const optional = (name: RuleNumber): number | null =>
    form.numbers[name].trim() === '' || number(name) === 0 ? null : number(name);
  const timeouts = optional('timeouts');
  const rules: RallyRules = {
    engine: 'rally-sets',
    bestOf: number('bestOf'),
    target: number('target'),
    deciderTarget: number('deciderTarget'),
    lead: number('lead'),
    cap: optional('cap'),
    nextServer: form.nextServer,
    servesEach: number('servesEach'),
    setOpener: form.setOpener,
    deciderToss: form.deciderToss,
    serviceCourt: form.serviceCourt,
    players: number('players'),
    order: form.order,
    interval: {
      at: optional('intervalAt'),
      lengthMs: number('intervalSeconds') * 1000,
      betweenSetsMs: number('betweenSetsSeconds') * 1000,
    },
    ends: {
      betweenSets: form.endsBetween,
      deciderAt: optional('endsDecider'),
      every: optional('endsEvery'),
      deciderEvery: optional('endsDeciderEvery'),
    },
    timeouts:
      timeouts === null
        ? null
        : { per: form.timeoutsPer, count: timeouts, lengthMs: number('timeoutSeconds') * 1000 },
    substitutions: optional('substitutions'),
    redCardPoint: form.redCardPoint,
    lets: form.lets,
  };
  return { ok: true, value: { rules, tablePoints: { won: number('won'), lost: number('lost') } } };
}

/** The least that each number may be; others may be 0. */
const atLeastOne: ReadonlySet<RuleNumber> = new Set([
  'bestOf',
  'target',
  'deciderTarget',
  'lead',
  'servesEach',
  'players',
]);

function isNumber(name: RuleNumber, typed: string): boolean {
  if (typed === '') return mayBeEmpty.has(name);
  return /^\d{1,5}$/.test(typed) && Number(typed) >= (atLeastOne.has(name) ? 1 : 0);
}
