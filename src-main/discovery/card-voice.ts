import { err, ok, type Result } from '#shared/lib/result.ts';
import { type HubAddress, isNeighbour } from './addresses.ts';
import type { Claim } from './claim.ts';
import { type Done, type Library, MDNS_PORT, openLibrary } from './library.ts';
import { isSameName, SERVICE_TYPES } from './names.ts';
import type { DnsPacket, DnsQuestion, DnsRecord, Sender } from './packet.ts';
import {
  addressRecords,
  type Found,
  legacyReply,
  multicastReply,
  nothingElse,
  ownRecords,
  withFlush,
} from './replies.ts';

/** Wi-Fi drops multicast: what is announced is said again after a second (RFC 6762 §8.3); the library repeats it later. */
const REPEAT_MS = 1000;

/** A goodbye that the system doesn't take in this time is given up. */
const GOODBYE_MS = 500;

/** What a card hears from its own network. */
export interface Heard {
  readonly kind: 'question' | 'answer';
  readonly packet: DnsPacket;
}

/** What a card stands for: where it speaks and which addresses it tells. */
export interface CardPlan {
  readonly card: string;
  /** The card's IPv4 addresses; it speaks from the first. */
  readonly own: readonly [HubAddress, ...HubAddress[]];
  /** What its network is told. */
  readonly told: readonly HubAddress[];
}

/** One network card's ear and mouth. */
export interface CardVoice {
  /** The IPv4 address it speaks from. */
  readonly speaker: HubAddress;
  /** The addresses its network is told. */
  readonly told: () => readonly HubAddress[];
  readonly isPublished: () => boolean;
  /** Sends a packet of questions. */
  readonly ask: (packet: DnsPacket) => void;
  /** Hears everything that its own network says, until the returned stop is called. */
  readonly listen: (listener: (heard: Heard) => void) => () => void;
  /** Announces both services and answers for them from now on. Nothing is probed here. */
  readonly publish: (claim: Claim) => void;
  /** Tells these addresses from now on; says everything again if it is published. */
  readonly retell: (told: readonly HubAddress[]) => void;
  /** Stops answering; with `goodbye`, after telling everybody to forget (RFC 6762 §10.1). */
  readonly withdraw: (how: { readonly goodbye: boolean }) => Promise<void>;
  /** Withdraws what is published and gives the port back. */
  readonly close: (how: { readonly goodbye: boolean }) => Promise<void>;
}

interface Published {
  readonly host: string;
  /** Every record but the addresses, which may change. */
  readonly records: readonly DnsRecord[];
  readonly repeat: NodeJS.Timeout;
}

/** The sentence for an error of the socket on `card`. */
const sentenceFor = (card: string, { code, message }: NodeJS.ErrnoException): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `${card}: another program keeps UDP port ${MDNS_PORT} to itself, so the hub can't be looked up by name there.`;
    case 'EACCES':
    case 'EPERM':
      return `${card}: the system or its firewall forbids UDP port ${MDNS_PORT}, so the hub can't be looked up by name there.`;
    default:
      return `${card}: this network takes no multicast (${code ?? message}), so the hub can't be looked up by name there.`;
  }
};

/** Resolves when `run` calls its `done`, or after `GOODBYE_MS`: a socket without a network never does. */
const soon = (run: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, GOODBYE_MS);
    run(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/** What the library and the rule about negative answers find for a question. */
const answersFor = (query: DnsPacket, library: Library, host: string, told: readonly HubAddress[]): Found => {
  const packets = library.lookUp(query);
  const answers = packets.flatMap((packet) => packet.answers ?? []);
  const isUnanswered = ({ name, type }: DnsQuestion): boolean =>
    isSameName(name, host) && type !== 'ANY' && !answers.some((answer) => answer.type === type);
  return {
    answers,
    additionals: packets.flatMap((packet) => packet.additionals ?? []),
    negative: (query.questions ?? []).some(isUnanswered) ? [nothingElse(host, told)] : [],
  };
};

/**
 * Opens a card's voice on UDP port 5353. The library underneath knows one network and no conflicts; what it lacks is
 * added by standing between it and its socket: see docs/decisions/0004-mdns-around-bonjour-service.md.
 *
 * @param onProblem gets a sentence for the organiser whenever sending or receiving fails later.
 * @returns the voice, or the sentence why the port can't be had.
 */
export const openVoice = async (
  plan: CardPlan,
  onProblem: (sentence: string) => void,
): Promise<Result<CardVoice, string>> => {
  const listeners = new Set<(heard: Heard) => void>();
  let told = plan.told;
  let published: Published | undefined;

  const report: Done = (error) => {
    if (error) onProblem(sentenceFor(plan.card, error));
  };
  // On Linux a socket hears what any card hears. What another card's network asks is another voice's to answer.
  const isHere = ({ address }: Sender): boolean => plan.own.some((own) => isNeighbour(own, address));
  const tellListeners = (heard: Heard): void => {
    for (const listener of listeners) listener(heard);
  };

  const reply = (query: DnsPacket, from: Sender): void => {
    if (published === undefined) return;
    const found = answersFor(query, library, published.host, told);
    const isLegacy = from.port !== MDNS_PORT;
    const packet = isLegacy ? legacyReply(query, found) : multicastReply(query, found);
    if (packet !== undefined) library.answer(packet, isLegacy ? from : undefined, report);
  };

  const announce = (records: readonly DnsRecord[], done: Done): void => {
    if (published === undefined) {
      done();
      return;
    }
    const answers = withFlush(ownRecords(records, published.host, told));
    library.answer({ answers }, undefined, (error) => {
      report(error);
      done();
    });
  };

  const opened = await openLibrary(plan.own[0].address, {
    onQuestion: (packet, from) => {
      if (!isHere(from)) return;
      reply(packet, from);
      tellListeners({ kind: 'question', packet });
    },
    onAnswer: (packet, from) => {
      if (isHere(from) && from.port === MDNS_PORT) tellListeners({ kind: 'answer', packet });
    },
    onAnnounce: announce,
    onError: report,
  });
  if (!opened.ok) return err(sentenceFor(plan.card, opened.error));
  const library = opened.value;

  const publish = ({ names, port, text }: Claim): void => {
    const txt = Object.fromEntries(
      text.map((item) => [item.split('=', 1)[0], item.slice(item.indexOf('=') + 1)]),
    );
    let records: readonly DnsRecord[] = [];
    const repeat = setTimeout(() => announce(records, () => undefined), REPEAT_MS).unref();
    // The library announces while it publishes, and it can only be announced what is known to be published.
    published = { host: names.host, records, repeat };
    records = SERVICE_TYPES.flatMap((type) =>
      library.publish({ name: names.instance, type, host: names.host, port, txt }),
    );
    published = { host: names.host, records, repeat };
    library.register(ownRecords(records, names.host, told));
  };

  const withdraw = async ({ goodbye }: { readonly goodbye: boolean }): Promise<void> => {
    if (published === undefined) return;
    const { host, records, repeat } = published;
    clearTimeout(repeat);
    library.unregister(ownRecords(records, host, told));
    // Without `published` the library's own goodbye goes nowhere: it would end the winner's service in every cache.
    if (!goodbye) published = undefined;
    await soon((done) => library.unpublish(done));
    published = undefined;
  };

  return ok({
    speaker: plan.own[0],
    told: () => told,
    isPublished: () => published !== undefined,
    ask: (packet) => library.ask(packet, report),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish,
    retell: (next) => {
      const before = told;
      told = next;
      if (published === undefined) return;
      const { host, records } = published;
      const gone = before.filter(({ address }) => next.every((other) => other.address !== address));
      library.unregister(addressRecords(host, before));
      library.register(addressRecords(host, next));
      if (gone.length > 0) library.answer({ answers: addressRecords(host, gone, 0) }, undefined, report);
      announce(records, () => undefined);
    },
    withdraw,
    close: async (how) => {
      listeners.clear();
      await withdraw(how);
      await library.destroy();
    },
  });
};
