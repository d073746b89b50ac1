import { readFileSync } from 'node:fs';

/** Names of a lift's fields in an entry. */
export const fieldsOf = {
  S: { kg: 'squatKg', status: 'squatStatus' },
  B: { kg: 'benchKg', status: 'benchStatus' },
  D: { kg: 'deadliftKg', status: 'deadliftStatus' },
} as const;
export type LiftLetter = keyof typeof fieldsOf;

/** An entry as OpenLifter keeps it, as far as the fixture has it. */
export interface RawEntry {
  readonly id: number;
  readonly name: string;
  flight: string;
  lot: number;
  squatKg: number[];
  benchKg: number[];
  deadliftKg: number[];
  squatStatus: number[];
  benchStatus: number[];
  deadliftStatus: number[];
}

/** A meet as OpenLifter keeps it. */
export interface RawMeet {
  meet: { name: string; inKg: boolean };
  registration: { entries: RawEntry[] };
  lifting: {
    day: number;
    platform: number;
    flight: string;
    lift: LiftLetter;
    overrideAttempt: number | null;
    overrideEntryId: number | null;
  };
}

/** The real meet when it was over. */
export const finishedMeet = (): RawMeet =>
  JSON.parse(readFileSync(new URL('../../fixtures/lifting.json', import.meta.url), 'utf8')) as RawMeet;

/** A meet that is lifted again: what the table enters after each attempt. */
export interface Replay {
  readonly state: RawMeet;
  /** Judges an attempt as it was judged, and declares that lifter's next. */
  judge(id: number, attempt: number): void;
}

/** The real meet as it stood before a flight began a lift: first attempts declared, nothing taken. */
export function beforeLift(flight: string, lift: LiftLetter): Replay {
  const done = finishedMeet();
  const state = finishedMeet();
  const { kg, status } = fieldsOf[lift];
  state.lifting.flight = flight;
  state.lifting.lift = lift;
  for (const entry of state.registration.entries) {
    const later = { S: ['S', 'B', 'D'], B: ['B', 'D'], D: ['D'] } as const;
    for (const each of later[lift]) {
      const fields = fieldsOf[each];
      entry[fields.kg] = [entry[fields.kg][0] ?? 0, 0, 0, 0, 0];
      entry[fields.status] = [0, 0, 0, 0, 0];
    }
  }
  return {
    state,
    judge(id, attempt) {
      const was = done.registration.entries.find((entry) => entry.id === id);
      const now = state.registration.entries.find((entry) => entry.id === id);
      if (!was || !now) throw new Error(`nobody has number ${id}`);
      now[status][attempt - 1] = was[status][attempt - 1] ?? 0;
      now[kg][attempt] = was[kg][attempt] ?? 0;
    },
  };
}
