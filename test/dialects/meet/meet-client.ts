import { openSocket, type WireSocket } from '../../support/wire-socket.ts';

/** A message of the hub, parsed. */
export type Said = Record<string, unknown> & { readonly msgType: string };

export interface Relayed {
  readonly updateKey: string;
  readonly updateValue: unknown;
  readonly serverSeqNum: number;
}

export interface Ack {
  readonly localSeqNum: number;
  readonly serverSeqNum: number;
}

export interface Rejected {
  readonly localSeqNum: number;
  readonly conflict: boolean;
  readonly reason: string;
}

export const password = 'a long enough password';
export const endpoints = [
  { locationName: 'Desk', priority: 10 },
  { locationName: 'Platform', priority: 5 },
  { locationName: 'Weigh-in', priority: 5 },
  { locationName: 'Screen', priority: null },
];

/** An update as a client sends it. */
export const update = (key: string, value: unknown, local: number, after: number): object => ({
  updateKey: key,
  updateValue: value,
  localSeqNum: local,
  afterServerSeqNum: after,
});

/** A client of a meet, frame by frame. */
export interface TestClient {
  readonly wire: WireSocket;
  token: string;
  meetId: string;
  send(msgType: string, members?: object): void;
  /** Sends with the session's token. */
  say(msgType: string, members?: object): void;
  /** The next message of this type, also one that came before it was asked for; each is given once. */
  next(msgType: string): Promise<Said>;
  /** Messages received and not yet given. */
  rest(): readonly string[];
  create(members?: object): Promise<void>;
  join(meetId: string, locationName: string): Promise<void>;
  update(...updates: object[]): void;
  acks(): Promise<readonly Ack[]>;
  rejected(): Promise<readonly Rejected[]>;
  relayed(): Promise<readonly Relayed[]>;
  /** Everything after a number, as the hub answers a pull. */
  pull(after: number): Promise<readonly Relayed[]>;
}

/** Connects a client; it ends with the test. */
export async function connect(port: number): Promise<TestClient> {
  const wire = await openSocket(port, '/ws', { origin: 'https://www.openlifter.com' });
  const given = new Set<number>();
  const typeOf = (text: string): string => (JSON.parse(text) as Said).msgType;
  const client: TestClient = {
    wire,
    token: '',
    meetId: '',
    send: (msgType, members = {}) => wire.send(JSON.stringify({ msgType, ...members })),
    say: (msgType, members = {}) => client.send(msgType, { sessionToken: client.token, ...members }),
    async next(msgType) {
      let at = -1;
      await wire.next((text) => {
        at = wire.texts.findIndex((known, n) => known === text && !given.has(n) && typeOf(known) === msgType);
        return at !== -1;
      });
      given.add(at);
      return JSON.parse(wire.texts[at] ?? '') as Said;
    },
    rest: () => wire.texts.filter((_, n) => !given.has(n)),
    async create(members = {}) {
      client.send('CREATE_MEET', { thisLocationName: 'Desk', password, endpoints, ...members });
      const created = await client.next('MEET_CREATED');
      client.meetId = String(created.meetId);
      client.token = String(created.sessionToken);
    },
    async join(meetId, locationName) {
      client.send('JOIN_MEET', { meetId, password, locationName });
      client.meetId = meetId;
      client.token = String((await client.next('MEET_JOINED')).sessionToken);
    },
    update: (...updates) => client.say('UPDATE_INIT', { updates }),
    acks: async () => (await client.next('UPDATE_ACK')).updateAcks as Ack[],
    rejected: async () => (await client.next('UPDATE_REJECTED')).updatesRejected as Rejected[],
    relayed: async () => (await client.next('UPDATE_RELAY')).updatesRelayed as Relayed[],
    async pull(after) {
      // Relays that came before aren't the answer.
      for (const [n, text] of wire.texts.entries()) if (typeOf(text) === 'UPDATE_RELAY') given.add(n);
      client.say('CLIENT_PULL', { lastServerSeq: after });
      for (;;) {
        const updates = await client.relayed();
        if (updates.length === 0 || updates[0]?.serverSeqNum === after + 1) return updates;
      }
    },
  };
  return client;
}

/** A meet with a client at the desk. */
export async function newMeet(port: number): Promise<TestClient> {
  const desk = await connect(port);
  await desk.create();
  return desk;
}

/** Joins a meet with a client of a location. */
export async function joined(port: number, meetId: string, locationName: string): Promise<TestClient> {
  const client = await connect(port);
  await client.join(meetId, locationName);
  return client;
}

/** Keys and the newest value of each, as a client that knows these updates has them. */
export const stateOf = (updates: readonly Relayed[]): Record<string, unknown> =>
  Object.fromEntries(updates.map(({ updateKey, updateValue }) => [updateKey, updateValue]));
