import { MatchId, Moment, type TournamentId } from '#shared/domain/ids.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import { evolveTournament } from '#shared/domain/tournament/fold.ts';
import { type Records, recordKinds, type TournamentState } from '#shared/domain/tournament/state.ts';
import { parseCsv } from '#shared/lib/parse-csv.ts';
import { inverseOf } from './inverse.ts';

/** A line of the history. */
export interface HistoryLine {
  readonly seq: number;
  readonly at: Moment;
  /** The official's name; empty for the organiser. */
  readonly actor: string;
  readonly voided: boolean;
  readonly what:
    | {
        readonly kind: 'setup';
        readonly body: TournamentCommandBody;
        /** Records by kind, with their names where there are few. */
        readonly touched: readonly Touched[];
        /** What takes it back; `overtaken` when a later edit changed the same again. */
        readonly undo: readonly TournamentCommandBody[] | 'overtaken' | null;
      }
    | { readonly kind: 'match'; readonly match: MatchId; readonly body: MatchEventBody }
    | { readonly kind: 'unknown'; readonly type: string };
}

/** How many records of a kind an edit wrote or removed, and what they are called. */
export interface Touched {
  readonly kind: keyof Records;
  readonly count: number;
  readonly names: readonly string[];
}

/** So many names are told; of more only how many. */
const mostNames = 3;

/** Reads `events.csv` (comma, no mark): newest first. A line that can't be read is left out. */
export function historyLines(csv: string, id: TournamentId): readonly HistoryLine[] {
  const [head, ...rows] = parseCsv(csv, ',').lines;
  const column = (name: string): number => head?.cells.indexOf(name) ?? -1;
  const at = {
    seq: column('seq'),
    match: column('matchId'),
    time: column('hubTime'),
    actor: column('actor'),
    type: column('type'),
    body: column('payloadJson'),
    voided: column('voidedBy'),
  };
  let state: TournamentState | null = null;
  const lines = rows.flatMap(({ cells }): HistoryLine[] => {
    const cell = (place: number): string => cells[place] ?? '';
    const seq = Number(cell(at.seq));
    const time = Moment.safeParse(Date.parse(cell(at.time)));
    if (!time.success) return [];
    const line = { seq, at: time.data, actor: cell(at.actor), voided: cell(at.voided) !== '' };
    const body = parsedJson(cell(at.body));
    const match = MatchId.safeParse(cell(at.match));
    if (match.success) {
      return [{ ...line, what: { kind: 'match', match: match.data, body: body as MatchEventBody } }];
    }
    const setup = TournamentCommandBody.safeParse(body);
    if (!setup.success) return [{ ...line, what: { kind: 'unknown', type: cell(at.type) } }];
    const before = state;
    state = evolveTournament(state, id, setup.data, seq);
    return [{ ...line, what: setupLine(before, setup.data) }];
  });
  return overtaken(lines).toReversed();
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type SetupLine = Extract<HistoryLine['what'], { kind: 'setup' }>;

function setupLine(before: TournamentState | null, body: TournamentCommandBody): SetupLine {
  const inverse = before ? inverseOf(before, body) : [];
  return { kind: 'setup', body, touched: touchedBy(before, body), undo: inverse.length > 0 ? inverse : null };
}

function touchedBy(before: TournamentState | null, body: TournamentCommandBody): readonly Touched[] {
  if (body.type !== 'put' && body.type !== 'remove') return [];
  return recordKinds.flatMap((kind) => {
    const ids = idsIn(body, kind);
    if (ids.length === 0) return [];
    const written =
      body.type === 'put' ? (body.records[kind] ?? []) : ids.flatMap((id) => before?.[kind][id] ?? []);
    const names = written.map((record) => ('name' in record ? record.name : `#${record.number || '…'}`));
    return [{ kind, count: ids.length, names: names.length <= mostNames ? names : [] }];
  });
}

function idsIn(body: TournamentCommandBody, kind: keyof Records): readonly string[] {
  if (body.type === 'put') return body.records[kind]?.map((record) => record.id) ?? [];
  return body.type === 'remove' ? (body.records[kind] ?? []) : [];
}

/** Marks edits whose records were changed again: putting the earlier ones back would undo the later edit too. */
function overtaken(lines: readonly HistoryLine[]): readonly HistoryLine[] {
  const later = new Set<string>();
  return lines
    .toReversed()
    .map((line): HistoryLine => {
      if (line.what.kind !== 'setup') return line;
      const { body, undo } = line.what;
      const keys =
        body.type === 'put' || body.type === 'remove'
          ? recordKinds.flatMap((kind) => idsIn(body, kind).map((id) => `${kind} ${id}`))
          : [body.type === 'change' ? 'details' : 'status'];
      const isLate = keys.some((key) => later.has(key));
      for (const key of keys) later.add(key);
      return isLate && undo !== null ? { ...line, what: { ...line.what, undo: 'overtaken' } } : line;
    })
    .toReversed();
}
