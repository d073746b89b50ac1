import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { readMeetEvent } from '#shared/domain/meet/events.ts';
import {
  assembledState,
  isFinished,
  type MeetConflict,
  type MeetState,
  newestOf,
} from '#shared/domain/meet/meet.ts';
import { refusal } from '#shared/domain/refusal.ts';
import type { MeetConflictLine, MeetsStatus } from '#shared/protocol/clients.ts';
import type { Entering } from './entering.ts';
import { updatesIn } from './line.ts';
import type { MeetRoom } from './meet-room.ts';
import { type Meets, plainMeetId } from './meets.ts';

/** Meets, and conflicts of one, that the panel lists. */
const mostListed = 200;
/** Characters of a value in the list of conflicts. */
const longestValue = 2_000;

/** What the panel shows of the meets: current ones first, the newest first. */
export function meetsStatus(
  meets: Pick<Meets, 'ids' | 'state'>,
  rooms: ReadonlyMap<string, MeetRoom>,
  outbox: Pick<DialectContext['outbox'], 'deliveriesOf'>,
): MeetsStatus {
  const all = meets
    .ids()
    .flatMap((id) => {
      const state = meets.state(id);
      return state?.created ? { id, state, created: state.created } : [];
    })
    .toReversed()
    .toSorted((a, b) => Number(isFinished(a.state)) - Number(isFinished(b.state)));
  return {
    total: all.length,
    meets: all.slice(0, mostListed).map(({ id, state, created }) => ({
      id,
      name: nameIn(assembledState(state)) ?? created.name,
      createdAt: created.at,
      finished: isFinished(state),
      newest: newestOf(state),
      locations: created.locations.map(({ name, priority }, location) => ({
        name,
        priority,
        ...seenAt(rooms.get(id), location, state),
      })),
      conflicts: state.conflicts.length,
      recovering: state.recovery?.whole === false && !isFinished(state),
      publications: state.publications.map((publication) => ({
        id: publication.id,
        at: publication.at,
        bytes: publication.bytes,
        returnEmail: publication.returnEmail,
        deliveries: outbox.deliveriesOf(publication.id),
      })),
    })),
  };
}

const Named = z.object({ meet: z.object({ name: z.string().min(1) }) });

/** The meet's name in its state; null while it has none. */
const nameIn = (state: unknown): string | null => Named.safeParse(state).data?.meet.name ?? null;

type LocationNow = Pick<
  MeetsStatus['meets'][number]['locations'][number],
  'connected' | 'behind' | 'lastSeen'
>;

function seenAt(room: MeetRoom | undefined, location: number, state: MeetState): LocationNow {
  const lines = [...(room?.clients ?? [])].flatMap(({ joined }) =>
    joined?.location === location ? joined.line : [],
  );
  return {
    connected: lines.length,
    behind: lines.length === 0 ? null : Math.max(...lines.map((line) => newestOf(state) - line.at())),
    // A hub that was started anew knows from its log who was there before.
    lastSeen: room?.lastSeen(location) ?? state.heardAt[location] ?? null,
  };
}

const CreateMeet = z.object({
  password: z.string().max(1_000),
  locations: z
    .array(z.object({ name: z.string().min(1).max(200), priority: z.number().nullable() }))
    .min(1)
    .max(100),
  name: z.string().max(200).optional(),
});

/** What the routes work with. */
export interface MeetRoutesContext {
  readonly hub: Pick<DialectContext['hub'], 'rowsAt'>;
  readonly meets: Pick<Meets, 'state'>;
  readonly entering: Pick<Entering, 'createOnPanel'>;
}

/** Adds what the panel does with meets: creating one, its conflicts, its publications. */
export function meetRoutes(app: FastifyInstance, { hub, meets, entering }: MeetRoutesContext): void {
  const stateOf = (typed: string): MeetState | null => meets.state(plainMeetId(typed));

  app.post('/api/organiser/meets', async (request, reply) => {
    const body = CreateMeet.safeParse(request.body);
    if (!body.success) {
      return reply.code(400).send(refusal('BAD_FRAME', 'A meet needs a password and its locations.'));
    }
    const { password, locations, name = '' } = body.data;
    const created = await entering.createOnPanel({ password, locations, name });
    if (!created.ok) return refuse(reply, created.error);
    return reply.send({ meetId: created.value });
  });

  app.get<{ Params: { id: string } }>('/api/organiser/meets/:id/conflicts', (request, reply) => {
    const state = stateOf(request.params.id);
    if (!state) return reply.code(404).send(noSuchMeet);
    return reply.send({ conflicts: conflictLines(hub, state) });
  });

  app.get<{ Params: { id: string; publication: string } }>(
    '/api/organiser/meets/:id/publications/:publication',
    (request, reply) => {
      const { id, publication } = request.params;
      const found = stateOf(id)?.publications.find((known) => known.id === publication);
      const [row] = found ? hub.rowsAt([found.seq]) : [];
      const event = row && readMeetEvent(row);
      if (event?.type !== 'published') return reply.code(404).send(noSuchMeet);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${plainMeetId(id)}.opl.csv"`)
        .header('cache-control', 'no-store')
        .send(event.body.csv);
    },
  );
}

const noSuchMeet = refusal('NO_SUCH_RECORD', 'There is no such meet or publication on this hub.');

/** The newest conflicts of a meet, newest first. */
function conflictLines(hub: MeetRoutesContext['hub'], state: MeetState): readonly MeetConflictLine[] {
  const { items, length } = state.conflicts;
  const newest = items.slice(Math.max(0, length - mostListed), length).toReversed();
  const rowOf = (number: number): number => state.updates.items[number - 1]?.row ?? 0;
  const seqs = newest.flatMap(({ row, won, lost }) => [row, rowOf(won), lost === null ? row : rowOf(lost)]);
  const rows = new Map(hub.rowsAt([...new Set(seqs)]).map((row) => [row.seq, row]));

  const accepted = (number: number): { number: number; location: string; value: string } => {
    const row = rows.get(rowOf(number));
    const taken = row && updatesIn(row);
    const value = taken?.updates[number - taken.first]?.value ?? '';
    return { number, location: locationOf(taken?.location), value: value.slice(0, longestValue) };
  };
  const rejected = ({ row, session, local }: MeetConflict): MeetConflictLine['lost'] => {
    const at = rows.get(row);
    const taken = at && updatesIn(at);
    const update = taken?.session === session ? taken.rejected.find((one) => one.local === local) : undefined;
    return {
      number: null,
      location: locationOf(taken?.location),
      value: (update?.value ?? '').slice(0, longestValue),
    };
  };
  const locationOf = (location: number | undefined): string =>
    state.created?.locations[location ?? -1]?.name ?? '';

  return newest.map((conflict) => ({
    at: conflict.at,
    key: conflict.key,
    won: accepted(conflict.won),
    lost: conflict.lost === null ? rejected(conflict) : accepted(conflict.lost),
  }));
}
