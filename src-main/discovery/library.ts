import { Bonjour, type Service } from 'bonjour-service';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { DnsPacket, DnsRecord, Sender } from './packet.ts';

/** Everything on the link is said to and from this port (RFC 6762 §3). */
export const MDNS_PORT = 5353;

/** An error of the socket, with the system's code; null or nothing when all went well. */
export type Done = (error?: NodeJS.ErrnoException | null) => void;

/** What is published under one service type. */
export interface ServiceWish {
  readonly name: string;
  readonly type: string;
  readonly host: string;
  readonly port: number;
  readonly txt: Readonly<Record<string, string>>;
}

/** bonjour-service on one network card, with the doors opened that it keeps shut. */
export interface Library {
  /** Sends an answer: to everybody, or to one sender. */
  readonly answer: (packet: DnsPacket, to: Sender | undefined, done: Done) => void;
  readonly ask: (packet: DnsPacket, done: Done) => void;
  /** What it will find when it looks answers up. */
  readonly register: (records: readonly DnsRecord[]) => void;
  /** Forgets everything under the names and types of these records. */
  readonly unregister: (records: readonly DnsRecord[]) => void;
  /** What it would answer: a packet for each question that it knows something about. */
  readonly lookUp: (query: DnsPacket) => DnsPacket[];
  /** Makes a service's records and announces them now and at growing intervals, through `onAnnounce`. */
  readonly publish: (wish: ServiceWish) => DnsRecord[];
  /** Ends the announcements and says goodbye, through `onAnnounce`. */
  readonly unpublish: (done: Done) => void;
  readonly browse: (type: string, onUp: (service: Service) => void) => { readonly again: () => void };
  /** Gives the port back. Nothing is said. */
  readonly destroy: () => Promise<void>;
}

/** What the library tells its user. */
export interface LibraryEvents {
  readonly onQuestion: (packet: DnsPacket, from: Sender) => void;
  readonly onAnswer: (packet: DnsPacket, from: Sender) => void;
  /** It wants to announce these records, or to say goodbye when their time to live is 0. */
  readonly onAnnounce: (records: readonly DnsRecord[], done: Done) => void;
  readonly onError: (error: NodeJS.ErrnoException) => void;
}

/** `multicast-dns`, the socket under the library, as far as it is used here. */
interface MulticastSocket {
  on(event: 'ready', listener: () => void): void;
  on(event: 'error' | 'warning', listener: (error: NodeJS.ErrnoException) => void): void;
  on(event: 'query' | 'response', listener: (packet: DnsPacket, from: Sender) => void): void;
  removeAllListeners(event: 'query'): void;
  query(packet: DnsPacket, done: Done): void;
  respond(packet: DnsPacket, to: Sender | undefined, done: Done): void;
}

/** The library says everything through this one method of its socket. */
interface Mouth {
  respond: (said: DnsPacket | readonly DnsRecord[], done?: Done) => void;
}

const isAnnouncement = (said: DnsPacket | readonly DnsRecord[]): said is readonly DnsRecord[] =>
  Array.isArray(said);

/** A foreign packet must never end the hub: what the decoder or encoder throws is reported instead. */
const guarded =
  <Arguments extends readonly unknown[]>(
    run: (...arguments_: Arguments) => void,
    onError: (error: NodeJS.ErrnoException) => void,
  ) =>
  (...arguments_: Arguments): void => {
    try {
      run(...arguments_);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  };

/**
 * Opens bonjour-service on the card with the IPv4 address `address`. Its inside is reached by index, which works as long
 * as its version is pinned; the tests see it when the inside changes.
 *
 * @returns the library, or the socket's error when the port can't be had or the card takes no multicast.
 */
export const openLibrary = async (
  address: string,
  { onQuestion, onAnswer, onAnnounce, onError }: LibraryEvents,
): Promise<Result<Library, NodeJS.ErrnoException>> => {
  const bonjour = new Bonjour({ port: MDNS_PORT, ...{ interface: address, bind: '0.0.0.0' } }, onError);
  // biome-ignore lint/complexity/useLiteralKeys: private in the library's types, so only an index reaches it
  const server = bonjour['server'];
  // biome-ignore lint/complexity/useLiteralKeys: as above
  const respondToQuery: (query: DnsPacket) => void = server['respondToQuery'].bind(server);
  const register: Library['register'] = server.register.bind(server);
  const unregister: Library['unregister'] = server.unregister.bind(server);
  const socket: MulticastSocket = server.mdns;
  const mouth: Mouth = server.mdns;
  const answer: MulticastSocket['respond'] = socket.respond.bind(socket);

  const ready = await new Promise<Result<true, NodeJS.ErrnoException>>((resolve) => {
    socket.on('ready', () => resolve(ok(true)));
    socket.on('error', (error) => resolve(err(error)));
    // The multicast group couldn't be joined on this card. Left alone, the socket would speak on another one.
    socket.on('warning', (error) => resolve(err(error)));
  });
  if (!ready.ok) {
    bonjour.destroy();
    return ready;
  }

  // A datagram that can't be decoded is a warning as well, and nobody's problem: it has no system call.
  socket.on('warning', (error) => {
    if (error.syscall !== undefined) onError(error);
  });
  socket.on('error', onError);
  socket.removeAllListeners('query');
  socket.on('query', guarded(onQuestion, onError));
  socket.on('response', guarded(onAnswer, onError));

  // Left alone, it would register the addresses of all cards.
  server.register = () => undefined;
  let found: DnsPacket[] = [];
  mouth.respond = (said, done = () => undefined) => {
    if (isAnnouncement(said)) onAnnounce(said, done);
    else found.push(said);
  };

  return ok({
    answer,
    ask: (packet, done) => socket.query(packet, done),
    register,
    unregister,
    lookUp: (query) => {
      found = [];
      respondToQuery(query);
      return found;
    },
    publish: ({ name, type, host, port, txt }) =>
      bonjour.publish({ name, type, host, port, txt: { ...txt }, probe: false }).records(),
    unpublish: (done) => bonjour.unpublishAll(done),
    browse: (type, onUp) => {
      const browser = bonjour.find({ type }, onUp);
      return { again: () => browser.update() };
    },
    destroy: () => new Promise((resolve) => bonjour.destroy(resolve)),
  });
};
