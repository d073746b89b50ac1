import { EntryId, PersonId } from '#shared/domain/ids.ts';
import type { Draw, Entry, Person, Setup } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { plain } from '#ui/search.ts';

/** An entry as typed: names of its members in order; a team's own name. */
export interface EntryForm {
  readonly name: string;
  readonly members: readonly string[];
  readonly club: string;
  readonly seed: string;
}

/** An empty form, or one filled with what is known. */
export function entryForm(
  records: Pick<Records, 'people'>,
  kind: Draw['kind'],
  entry: Entry | null,
): EntryForm {
  const names = entry?.members.map((id) => records.people[id]?.name ?? '') ?? [];
  const size = kind === 'player' ? 1 : kind === 'pair' ? 2 : names.length;
  return {
    name: entry?.name ?? '',
    members: Array.from({ length: size }, (_, i) => names[i] ?? ''),
    club: entry?.club ?? '',
    seed: entry?.seed?.toString() ?? '',
  };
}

/** What an entry's form lacks, by field. */
export interface EntryErrors {
  readonly name: boolean;
  readonly seed: boolean;
}

/** Checks the form of an entry. */
export function checkEntry(kind: Draw['kind'], form: EntryForm): EntryErrors {
  const names = kind === 'team' ? [form.name] : form.members;
  const seed = form.seed.trim();
  return {
    name: names.some((name) => name.trim() === ''),
    seed: seed !== '' && !(/^\d{1,3}$/.test(seed) && Number(seed) >= 1 && Number(seed) <= 512),
  };
}

/**
 * The records that a form writes. A member keeps their record while the name in that place is the same; else the person
 * of that name and club is found again, or a new one is made.
 */
export function entrySetup(
  records: Pick<Records, 'people'>,
  draw: Pick<Draw, 'id' | 'kind'>,
  form: EntryForm,
  entry: Entry | null,
  newId: () => string,
): Setup {
  const club = form.club.trim();
  const known = Object.values(records.people);
  const people: Person[] = [];
  const names = form.members.map((name) => name.trim()).filter((name) => name !== '');
  const members = names.map((name, place): PersonId => {
    const before = records.people[entry?.members[place] ?? ''];
    if (before && (before.name === name || draw.kind === 'player')) {
      const renamed = { ...before, name, club: draw.kind === 'player' ? club : before.club };
      if (renamed.name !== before.name || renamed.club !== before.club) people.push(renamed);
      return before.id;
    }
    const same = known.find(
      (person) => plain(person.name) === plain(name) && plain(person.club) === plain(club),
    );
    if (same) return same.id;
    const fresh = { id: PersonId.parse(newId()), name, club };
    people.push(fresh);
    return fresh.id;
  });
  const seed = form.seed.trim();
  const written: Entry = {
    id: entry?.id ?? EntryId.parse(newId()),
    draw: draw.id,
    name: draw.kind === 'team' ? form.name.trim() : names.join(' / '),
    club,
    seed: seed === '' ? null : Number(seed),
    members,
  };
  return people.length > 0 ? { people, entries: [written] } : { entries: [written] };
}

/** Whether an entry is in a pool or a planned match, so that it can't be removed. */
export const isEntryUsed = (records: Pick<Records, 'pools' | 'matches'>, entry: Entry['id']): boolean =>
  Object.values(records.pools).some((pool) => pool.entries.includes(entry)) ||
  Object.values(records.matches).some((plan) => plan.sides.includes(entry));
