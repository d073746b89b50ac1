import type { NewMeet } from '#pages/panel/programs-api.ts';

/** Shortest password that the programs of a meet accept, in characters. */
const shortestMeetPassword = 10;
/** Most places that a meet may have. */
const mostLocations = 20;

/** A place as it is being typed. */
export interface LocationField {
  readonly key: string;
  readonly name: string;
  /** Digits; ignored for a place that only shows. */
  readonly priority: string;
  readonly onlyShows: boolean;
}

/** A meet as it is being typed. */
export interface MeetForm {
  readonly name: string;
  readonly password: string;
  readonly locations: readonly LocationField[];
}

/** What is wrong with a meet's form: of the password, of places by their key, of all of them. */
export interface MeetFormErrors {
  readonly password: 'short' | null;
  readonly names: Readonly<Record<string, 'empty' | 'twice'>>;
  readonly priorities: Readonly<Record<string, 'number'>>;
  readonly locations: 'none' | null;
}

/** Checks what was typed; `meet` is null while something is wrong. */
export function checkMeet(form: MeetForm): {
  readonly errors: MeetFormErrors;
  readonly meet: NewMeet | null;
} {
  const names: Record<string, 'empty' | 'twice'> = {};
  const priorities: Record<string, 'number'> = {};
  const seen = new Set<string>();
  for (const { key, name, priority, onlyShows } of form.locations) {
    const plain = name.trim();
    if (plain === '') names[key] = 'empty';
    else if (seen.has(plain)) names[key] = 'twice';
    seen.add(plain);
    if (!onlyShows && !/^\d{1,3}$/.test(priority.trim())) priorities[key] = 'number';
  }
  const writes = form.locations.some(({ onlyShows }) => !onlyShows);
  const errors: MeetFormErrors = {
    password: [...form.password].length < shortestMeetPassword ? 'short' : null,
    names,
    priorities,
    locations: writes ? null : 'none',
  };
  const isRight =
    errors.password === null &&
    errors.locations === null &&
    Object.keys(names).length + Object.keys(priorities).length === 0;
  const meet: NewMeet = {
    name: form.name.trim(),
    password: form.password,
    locations: form.locations.map(({ name, priority, onlyShows }) => ({
      name: name.trim(),
      priority: onlyShows ? null : Number(priority),
    })),
  };
  return { errors, meet: isRight ? meet : null };
}

/** The form with one more place; its priority is below the lowest so far, so that nobody is overruled unasked. */
export function withLocation(form: MeetForm, key: string): MeetForm {
  const taken = form.locations
    .filter(({ onlyShows }) => !onlyShows)
    .map(({ priority }) => Number(priority) || 0);
  const lowest = taken.length === 0 ? 11 : Math.min(...taken);
  const fresh = { key, name: '', priority: String(Math.max(0, lowest - 1)), onlyShows: false };
  return { ...form, locations: [...form.locations, fresh] };
}

/** Whether the form takes another place. */
export const mayAddLocation = ({ locations }: Pick<MeetForm, 'locations'>): boolean =>
  locations.length < mostLocations;
