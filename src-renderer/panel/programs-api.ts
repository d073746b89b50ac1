import * as z from 'zod/mini';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type {
  AccountRole,
  CompetitionEventLine,
  MeetConflictLine,
  RelayEventLine,
  RoomMessageLine,
} from '#shared/protocol/clients.ts';
import { fileText } from './file-text.ts';
import { hubSilent, type Trouble } from './trouble.ts';

const Moment = z.number();
const Event = z.object({ seq: z.number(), at: Moment, text: z.string() });
const Message = z.object({ seq: z.number(), at: Moment, user: z.string(), text: z.string() });
const CompetitionEvent = z.object({ seq: z.number(), at: Moment, type: z.string(), text: z.string() });
const Conflict = z.object({
  at: Moment,
  key: z.string(),
  won: z.object({ number: z.number(), location: z.string(), value: z.string() }),
  lost: z.object({ number: z.nullable(z.number()), location: z.string(), value: z.string() }),
});

/** Which lines to read: those before a sequence number, or with null the newest. The hub gives at most 50. */
export type Before = number | null;
/** What the hub answers, or why there is no answer. */
export type Asked<T> = Promise<Result<T, Trouble>>;

/** A meet to be created; `priority` null: a location that only shows. */
export interface NewMeet {
  readonly name: string;
  readonly password: string;
  readonly locations: readonly { readonly name: string; readonly priority: number | null }[];
}

/** An account to be created. */
export interface NewAccount {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly role: AccountRole;
}

/** What the panel asks the hub about the older systems' clients, beside the status topics. Ids may hold any characters. */
export interface ProgramsApi {
  relayEvents(match: string, before: Before): Asked<readonly RelayEventLine[]>;
  competitionEvents(competition: string, before: Before): Asked<readonly CompetitionEventLine[]>;
  roomMessages(room: string, before: Before): Asked<readonly RoomMessageLine[]>;
  hubRoomMessages(room: string, before: Before): Asked<readonly RoomMessageLine[]>;
  /** Removes a chat room's messages and ends its streams; there is no way back. */
  deleteRoom(room: string): Asked<null>;
  /** Removes a room of accounts and sends out who is in it; there is no way back. */
  deleteHubRoom(room: string): Asked<null>;
  createMeet(meet: NewMeet): Asked<{ readonly meetId: string }>;
  conflicts(meet: string): Asked<readonly MeetConflictLine[]>;
  /** The CSV file of a publication, as it was published. */
  publication(meet: string, publication: string): Asked<string>;
  /** Delivers a publication at once to every target that hasn't got it. */
  deliverAgain(publication: string): Asked<null>;
  createAccount(account: NewAccount): Asked<null>;
  setRole(account: string, role: AccountRole): Asked<null>;
  resetPassword(account: string, password: string): Asked<null>;
  revokeAccount(account: string): Asked<null>;
  restoreAccount(account: string): Asked<null>;
  /** The token is in the answer and nowhere else. */
  createToken(name: string): Asked<{ readonly token: string }>;
  revokeToken(name: string): Asked<null>;
}

/** How the hub is asked: a body makes it a POST. */
export type Ask = (path: string, body?: unknown) => Asked<Response>;

/** The calls about other programs, over `ask`. */
export function createProgramsApi(ask: Ask): ProgramsApi {
  /** Asks and reads the answer; one that can't be read is told as a hub that didn't answer. */
  async function read<T>(schema: z.ZodMiniType<T>, path: string, body?: unknown): Asked<T> {
    const answer = await ask(path, body);
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(await answer.value.json().catch(() => null));
    return parsed.success ? ok(parsed.data) : err(hubSilent);
  }
  async function tell(path: string, body: unknown = {}): Asked<null> {
    const answer = await ask(path, body);
    return answer.ok ? ok(null) : answer;
  }
  const events = <T>(line: z.ZodMiniType<T>) => z.object({ events: z.array(line) });
  const messages = z.object({ messages: z.array(Message) });
  return {
    relayEvents: async (match, before) =>
      listed(await read(events(Event), at('relay', match, 'events', before)), (page) => page.events),
    competitionEvents: async (id, before) =>
      listed(
        await read(events(CompetitionEvent), at('competitions', id, 'events', before)),
        (page) => page.events,
      ),
    roomMessages: async (room, before) =>
      listed(await read(messages, at('rooms', room, 'messages', before)), (page) => page.messages),
    hubRoomMessages: async (room, before) =>
      listed(await read(messages, at('hub-rooms', room, 'messages', before)), (page) => page.messages),
    deleteRoom: (room) => tell(at('rooms', room, 'delete')),
    deleteHubRoom: (room) => tell(at('hub-rooms', room, 'delete')),
    createMeet: ({ name, ...meet }) =>
      read(z.object({ meetId: z.string() }), 'meets', name === '' ? meet : { ...meet, name }),
    conflicts: async (meet) =>
      listed(
        await read(z.object({ conflicts: z.array(Conflict) }), at('meets', meet, 'conflicts')),
        (page) => page.conflicts,
      ),
    async publication(meet, publication) {
      const answer = await ask(at('meets', meet, `publications/${encodeURIComponent(publication)}`));
      if (!answer.ok) return answer;
      try {
        return ok(await fileText(answer.value));
      } catch {
        return err(hubSilent);
      }
    },
    deliverAgain: (publication) => tell(at('publications', publication, 'again')),
    createAccount: (account) => tell('accounts', account),
    setRole: (account, role) => tell(at('accounts', account, 'role'), { role }),
    resetPassword: (account, password) => tell(at('accounts', account, 'reset'), { password }),
    revokeAccount: (account) => tell(at('accounts', account, 'revoke')),
    restoreAccount: (account) => tell(at('accounts', account, 'restore')),
    createToken: (name) => read(z.object({ token: z.string() }), 'tokens', { name }),
    revokeToken: (name) => tell(at('tokens', name, 'revoke')),
  };
}

/** Path of something of one of many. */
const at = (kind: string, id: string, what: string, before: Before = null): string =>
  `${kind}/${encodeURIComponent(id)}/${what}${before === null ? '' : `?before=${before}`}`;

const listed = <Page, Line>(
  page: Result<Page, Trouble>,
  lines: (page: Page) => readonly Line[],
): Result<readonly Line[], Trouble> => (page.ok ? ok(lines(page.value)) : page);
