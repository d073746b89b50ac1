import { EntryId, PersonId } from '#shared/domain/ids.ts';
import { type ImportLine, type ImportProblem, problem, sameName } from './import-table.ts';
import type { Draw, Entry, EntryKind, Person } from './records.ts';
import type { Records } from './state.ts';

/** The columns that an entry list must have: one of each group. */
export const neededForEntries: Readonly<Record<EntryKind, readonly (readonly string[])[]>> = {
  player: [['name', 'lastName', 'firstName']],
  pair: [['member1', 'name']],
  team: [['team', 'name']],
};

const longestName = 80;
const mostMembers = 30;
const lastSeed = 512;

interface Member {
  readonly name: string;
  readonly club: string;
}

/** What a row says, before it is compared with others. */
export interface EntryRow {
  readonly name: string;
  readonly club: string;
  readonly seed: string;
  readonly members: readonly Member[];
}

/** Reads a row of an entry list for a draw of this kind. */
export function readEntryRow(line: ImportLine, kind: EntryKind): EntryRow {
  const seed = line.cell('seed');
  const club = line.cell('club');
  switch (kind) {
    case 'player': {
      const name = wholeName(line);
      const own = club === '' ? line.cell('team') : club;
      return { name, club: own, seed, members: [{ name, club: own }] };
    }
    case 'pair':
      return { ...readPair(line, club), seed };
    default: {
      const name = line.cell('team') || line.cell('name');
      // Two players of one name in two teams are two people, also where no clubs are given.
      const members = memberNames(line).map((member) => ({ name: member, club: club === '' ? name : club }));
      return { name, club, seed, members };
    }
  }
}

/** "Name" may be the whole name, or the last name beside a first name (or, in Spanish, the first beside the last). */
function wholeName(line: ImportLine): string {
  const name = line.cell('name');
  const first = line.cell('firstName');
  const last = line.cell('lastName');
  if (first !== '' && last !== '') return `${first} ${last}`;
  if (first !== '') return `${first} ${name}`.trim();
  return `${name} ${last}`.trim();
}

function readPair(line: ImportLine, club: string): Omit<EntryRow, 'seed'> {
  const given = line.cell('name') || line.cell('team');
  const numbered = [line.cell('member1'), line.cell('member2')];
  // One column with both names, or one of them and their partner's.
  const inName = numbered.every((name) => name === '')
    ? given.split(/\s*[/&+]\s*/)
    : [numbered[0] || given, numbered[1] ?? ''];
  const [one = '', two = ''] = inName.length > 2 ? [given] : inName;
  const named = numbered[0] !== '' && given !== '';
  const clubs = [line.cell('club1') || club, line.cell('club2') || club];
  return {
    name: named ? given : `${one} / ${two}`,
    club: club || [...new Set(clubs)].filter((name) => name !== '').join(' / '),
    members: [one, two].map((name, i) => ({ name, club: clubs[i] ?? '' })),
  };
}

function memberNames(line: ImportLine): readonly string[] {
  const numbered = Array.from({ length: 99 }, (_, i) => line.cell(`member${i + 1}`));
  const listed = line.cell('members');
  const list = listed.split(/[;|]/.test(listed) ? /[;|]/ : /,/);
  return [...numbered, ...list].map((name) => name.trim()).filter((name) => name !== '');
}

/** What is wrong with a row by itself. */
export function checkEntryRow(row: EntryRow, kind: EntryKind): readonly ImportProblem[] {
  const problems: ImportProblem[] = [];
  const missing = missingIn(row, kind);
  if (missing) problems.push(problem('VALUE_MISSING', { column: missing }));
  if (row.name.length > longestName) problems.push(problem('TOO_LONG', { column: 'name', max: longestName }));
  const long = row.members.find((member) => member.name.length > longestName);
  if (long && kind !== 'player') problems.push(problem('TOO_LONG', { column: long.name, max: longestName }));
  if (row.club.length > longestName) problems.push(problem('TOO_LONG', { column: 'club', max: longestName }));
  if (row.members.length > mostMembers) problems.push(problem('TOO_MANY_MEMBERS', { max: mostMembers }));
  if (row.seed !== '' && seedOf(row) === null) {
    problems.push(problem('BAD_NUMBER', { column: 'seed', value: row.seed, min: 1, max: lastSeed }));
  }
  return problems;
}

function missingIn(row: EntryRow, kind: EntryKind): string | null {
  if (kind !== 'pair') return row.name === '' ? (kind === 'team' ? 'team' : 'name') : null;
  const empty = row.members.findIndex((member) => member.name === '');
  return empty === -1 ? null : `player${empty + 1}`;
}

/** "3", "[3]", "3/4" (the first of a range); null where there is none or it can't be read. */
function seedOf({ seed }: Pick<EntryRow, 'seed'>): number | null {
  const digits = /^[[(]?(\d{1,3})(?:[/-]\d{1,3})?[\])]?$/.exec(seed)?.[1];
  const number = Number(digits ?? 0);
  return number >= 1 && number <= lastSeed ? number : null;
}

/** A person of the tournament or one who is about to be added. */
export interface KnownPerson {
  readonly person: Person;
  readonly isNew: boolean;
}

interface Entered extends Pick<Entry, 'name' | 'club' | 'members'> {
  /** Line of the file; 0 for an entry that the draw had before. */
  readonly line: number;
}

/** The people of a tournament and the entries of a draw, those of the file included as far as it has been read. */
export interface Roster {
  /** The row as records, or what it collides with. Only a row without problems is remembered. */
  add(row: EntryRow, line: number): RosterAnswer;
}

/** What became of a row. */
export interface RosterAnswer {
  readonly problems: readonly ImportProblem[];
  readonly entry: Entry | null;
  readonly people: readonly KnownPerson[];
}

const personKey = (name: string, club: string): string => `${sameName(name)}\n${sameName(club)}`;

/** A roster with what the tournament has. */
export function rosterOf(
  draw: Pick<Draw, 'id' | 'kind'>,
  records: Pick<Records, 'people' | 'entries'>,
  newId: () => string,
): Roster {
  const people = new Map<string, Person>();
  const byName = new Map<string, Person[]>();
  const remember = (person: Person): void => {
    people.set(personKey(person.name, person.club), person);
    const ofName = byName.get(sameName(person.name)) ?? [];
    byName.set(sameName(person.name), [...ofName, person]);
  };
  const entered: Entered[] = Object.values(records.entries)
    .filter((entry) => entry.draw === draw.id)
    .map((entry) => ({ ...entry, line: 0 }));
  for (const person of Object.values(records.people)) remember(person);

  /** Without a club, the only person of that name is meant. */
  const personOf = ({ name, club }: Member): KnownPerson => {
    const ofName = byName.get(sameName(name)) ?? [];
    const known =
      people.get(personKey(name, club)) ?? (club === '' && ofName.length === 1 ? ofName[0] : undefined);
    return known
      ? { person: known, isNew: false }
      : { person: { id: PersonId.parse(newId()), name, club }, isNew: true };
  };

  return {
    add(row, line) {
      const members = row.members.map(personOf);
      const ids = members.map(({ person }) => person.id);
      const problems = collisions(draw.kind, row, members, entered);
      if (problems.length > 0) return { problems, entry: null, people: [] };
      const entry: Entry = {
        id: EntryId.parse(newId()),
        draw: draw.id,
        name: row.name,
        club: row.club,
        seed: seedOf(row),
        members: ids,
      };
      for (const { person, isNew } of members) if (isNew) remember(person);
      entered.push({ ...entry, line });
      return { problems: [], entry, people: members };
    },
  };
}

/** The same entry again, or a player who is in another one of this draw or twice in this one. */
function collisions(
  kind: EntryKind,
  row: EntryRow,
  members: readonly KnownPerson[],
  entered: readonly Entered[],
): readonly ImportProblem[] {
  const twin = entered.find((other) => isSameEntry(row, other));
  if (twin) return [problem('DUPLICATE_ENTRY', { name: row.name, line: twin.line })];
  const seen = new Set<string>();
  return members.flatMap(({ person, isNew }) => {
    const key = personKey(person.name, person.club);
    if (seen.has(key)) return problem('PLAYER_TWICE', { name: person.name, entry: row.name });
    seen.add(key);
    const other = isNew ? undefined : entered.find((entry) => entry.members.includes(person.id));
    if (!other) return [];
    if (kind === 'player') return problem('DUPLICATE_ENTRY', { name: row.name, line: other.line });
    return problem('PLAYER_TWICE', { name: person.name, entry: other.name });
  });
}

/** One name, and one club as far as both say which. */
function isSameEntry(row: EntryRow, other: Entered): boolean {
  if (sameName(row.name) !== sameName(other.name)) return false;
  const [one, two] = [sameName(row.club), sameName(other.club)];
  return one === two || one === '' || two === '';
}
