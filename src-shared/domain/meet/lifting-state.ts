import * as z from 'zod/mini';

/** Squat, bench press and deadlift, in the order in which they are lifted. */
export const lifts = ['S', 'B', 'D'] as const;
export type Lift = (typeof lifts)[number];

/** An attempt as it is kept: `kg` 0 while none is declared; -1 no lift, 0 not taken, 1 good. */
export interface Attempt {
  readonly kg: number;
  readonly status: -1 | 0 | 1;
}

/** What the display of a meet needs of a lifter; nothing that an audience doesn't see, save what orders them. */
export interface Lifter {
  readonly id: string;
  readonly day: number | null;
  readonly platform: number | null;
  readonly flight: string;
  readonly name: string;
  readonly team: string;
  readonly sex: string;
  readonly divisions: readonly string[];
  /** The class that was entered, before the weigh-in gives the real one. */
  readonly intendedClass: string;
  /** Letters of the lifts that are entered; empty if that isn't known. */
  readonly events: string;
  /** 0: without a lot. */
  readonly lot: number;
  /** 0 before the weigh-in. */
  readonly bodyweightKg: number;
  readonly attempts: Readonly<Record<Lift, readonly Attempt[]>>;
}

/** A meet's state as far as it is displayed. */
export interface LiftingState {
  readonly meet: {
    readonly name: string;
    readonly federation: string;
    readonly inKg: boolean;
    readonly classesKg: Readonly<Record<'M' | 'F' | 'Mx', readonly number[]>>;
  };
  readonly lifters: readonly Lifter[];
  readonly day: number | null;
  readonly platform: number | null;
  readonly flight: string | null;
  readonly lift: Lift | null;
  /** What the table has chosen by hand: the attempt's number, and who is next to lift. */
  readonly overrideAttempt: number | null;
  readonly overrideEntry: string | null;
}

/** The most attempts a lifter has: three, and two more for records that count for no total. */
export const mostAttempts = 5;
/** The most lifters that are read, the longest list of theirs and the longest text: odd data mustn't keep the hub busy. */
const mostLifters = 2000;
const longestList = 50;
const longestText = 100;

const clean = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestText);

const Text = z.catch(z.pipe(z.string(), z.transform(clean)), '');
const Weight = z.catch(z.number().check(z.minimum(0), z.maximum(10_000)), 0);
const Numeral = z.catch(
  z.nullable(z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d{1,9}$/))]), z.transform(Number))),
  null,
);
/** An entry's number, which a field of a form may have made a text. */
const EntryKey = z.catch(z.nullable(z.pipe(z.union([z.number(), z.string()]), z.transform(String))), null);
const Status = z.catch(z.union([z.literal(-1), z.literal(0), z.literal(1)]), 0);

/** The items of what should be a short array, holes too; none if it is no array. */
const listOf = <T>(schema: z.ZodMiniType<T>) =>
  z.catch(
    z.pipe(
      z.custom<readonly unknown[]>(Array.isArray),
      z.transform((items) => Array.from(items.slice(0, longestList), (item) => schema.parse(item))),
    ),
    [],
  );

const Entry = z.object({
  id: EntryKey,
  day: Numeral,
  platform: Numeral,
  flight: Text,
  name: Text,
  team: Text,
  country: Text,
  sex: Text,
  divisions: listOf(Text),
  intendedWeightClassKg: Text,
  events: listOf(Text),
  lot: Weight,
  bodyweightKg: Weight,
  squatKg: listOf(Weight),
  benchKg: listOf(Weight),
  deadliftKg: listOf(Weight),
  squatStatus: listOf(Status),
  benchStatus: listOf(Status),
  deadliftStatus: listOf(Status),
});

const Meet = z.object({
  name: Text,
  federation: Text,
  inKg: z.catch(z.boolean(), true),
  weightClassesKgMen: listOf(Weight),
  weightClassesKgWomen: listOf(Weight),
  weightClassesKgMx: listOf(Weight),
});

const Lifting = z.object({
  day: Numeral,
  platform: Numeral,
  flight: z.catch(z.nullable(z.pipe(z.string(), z.transform(clean))), null),
  lift: z.catch(z.nullable(z.enum(lifts)), null),
  overrideAttempt: Numeral,
  overrideEntryId: EntryKey,
});

const Fields = z.catch(z.nullable(z.record(z.string(), z.unknown())), null);

/**
 * Reads the state that OpenLifter's clients share: `meet`, `registration.entries[]`, `lifting`. Null for what is no
 * meet at all. Whatever is missing or odd in it is left out; it never throws.
 */
export function readLiftingState(state: unknown): LiftingState | null {
  const parts = Fields.parse(state);
  const [meet, registration, lifting] = [
    Fields.parse(parts?.meet),
    Fields.parse(parts?.registration),
    Fields.parse(parts?.lifting),
  ];
  if (!meet && !registration && !lifting) return null;
  const ofMeet = Meet.parse(meet ?? {});
  const { overrideEntryId, ...ofLifting } = Lifting.parse(lifting ?? {});
  return {
    meet: {
      name: ofMeet.name,
      federation: ofMeet.federation,
      inKg: ofMeet.inKg,
      classesKg: {
        M: ofMeet.weightClassesKgMen,
        F: ofMeet.weightClassesKgWomen,
        Mx: ofMeet.weightClassesKgMx,
      },
    },
    lifters: onceEach(entriesOf(registration?.entries).flatMap(lifter)),
    ...ofLifting,
    overrideEntry: overrideEntryId,
  };
}

const entriesOf = (entries: unknown): readonly unknown[] =>
  Array.isArray(entries) ? entries.slice(0, mostLifters) : [];

/** Two entries with one number can't be told apart: the first counts. */
const onceEach = (lifters: readonly Lifter[]): readonly Lifter[] =>
  [...new Map(lifters.toReversed().map((each) => [each.id, each])).values()].toReversed();

/** A lifter; none where an entry was removed or has neither a number nor a name. */
function lifter(value: unknown, index: number): readonly Lifter[] {
  const given = Fields.parse(value);
  if (!given) return [];
  const entry = Entry.parse(given);
  if (entry.id === null && entry.name === '') return [];
  return [
    {
      id: entry.id ?? `at ${index}`,
      day: entry.day,
      platform: entry.platform,
      flight: entry.flight,
      name: entry.name,
      team: entry.team || entry.country,
      sex: entry.sex,
      divisions: entry.divisions.filter((division) => division !== ''),
      intendedClass: entry.intendedWeightClassKg,
      events: entry.events.join(''),
      lot: entry.lot,
      bodyweightKg: entry.bodyweightKg,
      attempts: {
        S: attempts(entry.squatKg, entry.squatStatus),
        B: attempts(entry.benchKg, entry.benchStatus),
        D: attempts(entry.deadliftKg, entry.deadliftStatus),
      },
    },
  ];
}

const attempts = (kg: readonly number[], status: readonly (-1 | 0 | 1)[]): readonly Attempt[] =>
  Array.from({ length: mostAttempts }, (_, at) => ({ kg: kg[at] ?? 0, status: status[at] ?? 0 }));
