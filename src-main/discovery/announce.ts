import { setTimeout as wait } from 'node:timers/promises';
import { unreachable } from '#shared/lib/unreachable.ts';
import { type HubAddress, isNeighbour } from './addresses.ts';
import { type CardPlan, type CardVoice, openVoice } from './card-voice.ts';
import { type Claim, type Taken, takenBy } from './claim.ts';
import { type Attempts, type HubNames, namesFor } from './names.ts';
import { probe } from './probe.ts';

/** More cards than this are not announced on: a laptop full of containers has dozens. */
const MAX_CARDS = 12;

/** After 15 probes within 10 s, the next waits 5 s (RFC 6762 §8.1): somebody may be answering every name. */
const HASTE = { probes: 15, withinMs: 10_000, pauseMs: 5000 };

/** Who loses a simultaneous probe asks again after a second (RFC 6762 §8.2). */
const LATER_MS = 1000;

/** How long a card whose port is taken is left alone before it is tried again. */
const RETRY_MS = 15_000;

/** `announce` returns after this time even if the names are still contested. */
const FIRST_MS = 5000;

/** Whether a name is tried at all: beyond it somebody on the network takes every name on purpose. */
const MAX_ATTEMPT = 99;

/** What a hub announces, and whom it tells. */
export interface AnnounceOptions {
  /** The tournament's or hub's name, as people read it in a list; cut to 63 bytes, dots become hyphens. */
  readonly name: string;
  /** The hub's identity, the same after every restart. */
  readonly hubId: string;
  readonly port: number;
  readonly version: string;
  /** Where the hub's first page is. */
  readonly path?: string;
  /** First label of the host name that is wished for. */
  readonly host?: string;
  /** The addresses to announce, from `hubAddresses`; cards without IPv4 are left out. */
  readonly cards: readonly HubAddress[];
  /** Called whenever the names in use are others than before or than wished. */
  readonly onRename: (names: HubNames) => void;
  /** A sentence for the organiser. The hub goes on without mDNS, and each sentence comes once until the cards change. */
  readonly onProblem: (sentence: string) => void;
  /** Chance for the pauses, from 0 up to 1. */
  readonly random?: () => number;
}

/** A running announcement. */
export interface Announcement {
  /** The host name in use: `touchline.local` or `touchline-2.local`. */
  readonly host: string;
  /** The service's name in use: `Spring Cup` or `Spring Cup (2)`. */
  readonly name: string;
  /** Announces these addresses instead and says everything again; also after the laptop slept. Returns at once. */
  readonly update: (addresses: readonly HubAddress[]) => void;
  /** Says goodbye on every card and gives the port back. Can be called twice. */
  readonly stop: () => Promise<void>;
}

/** IPv6 link-local addresses mean nothing without a zone, which a name can't carry. */
const isTold = ({ family, kind }: HubAddress): boolean => family === 4 || kind !== 'linkLocal';

/**
 * One plan for each card with IPv4: it tells its own addresses, and those of other cards in the same network, so that two
 * cards in one network say the same and don't flush each other.
 */
export const planCards = (addresses: readonly HubAddress[]): CardPlan[] =>
  [...new Set(addresses.map(({ card }) => card))].flatMap((card) => {
    const [first, ...more] = addresses.filter((address) => address.card === card && address.family === 4);
    if (first === undefined) return [];
    const networks = [first, ...more];
    const isHere = (other: HubAddress): boolean =>
      other.card === card || networks.some((own) => isNeighbour(own, other.address));
    return [
      { card, own: [first, ...more], told: addresses.filter((other) => isTold(other) && isHere(other)) },
    ];
  });

/**
 * Announces the hub by mDNS on every card: `_touchline._tcp` and `_http._tcp`, and the host name. Names that somebody else
 * has are given up for the next one, at the start and whenever a conflict shows up later (RFC 6762 §8 and §9).
 * It never throws: what goes wrong is told to `onProblem`, and mDNS is the extra, never the way in.
 *
 * @returns once the names are settled (about a second), or after five while they are still contested.
 */
export const announce = async (options: AnnounceOptions): Promise<Announcement> => {
  const { name, hubId, port, version, path = '/', host = 'touchline', random = Math.random } = options;
  const text = ['txtvers=1', `path=${path}`, `id=${hubId}`, `v=${version}`];
  const voices = new Map<string, CardVoice>();
  const stopping = new AbortController();
  const problems = new Set<string>();
  const recentProbes: number[] = [];
  let attempts: Attempts = { host: 1, instance: 1 };
  let reported = namesFor({ host, name }, attempts);
  let wanted = options.cards;
  let isDirty = false;
  let isUpdated = false;
  let working: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  const namesNow = (): HubNames => namesFor({ host, name }, attempts);
  const claim = (): Claim => ({
    names: namesNow(),
    port,
    text,
    addresses: [...wanted, ...[...voices.values()].flatMap((voice) => voice.told())].map(
      ({ address }) => address,
    ),
  });

  const report = (sentence: string): void => {
    if (problems.has(sentence)) return;
    problems.add(sentence);
    options.onProblem(sentence);
  };

  /** A conflict after the announcement: fall silent on that card and ask again who has the name (RFC 6762 §9). */
  const watchFor = (voice: CardVoice): void => {
    voice.listen(({ kind, packet }) => {
      if (kind === 'question' || !voice.isPublished()) return;
      const { host: isHostTaken, instance } = takenBy(packet, claim());
      if (!isHostTaken && !instance) return;
      void voice.withdraw({ goodbye: false });
      work();
    });
  };

  const open = async (plan: CardPlan): Promise<void> => {
    const opened = await openVoice(plan, report);
    if (opened.ok) {
      voices.set(plan.card, opened.value);
      watchFor(opened.value);
      return;
    }
    report(opened.error);
    clearTimeout(retry);
    retry = setTimeout(work, RETRY_MS).unref();
  };

  /** Makes the voices fit the wanted cards. A card that got another address starts anew. */
  const fitVoices = async (): Promise<void> => {
    const plans = planCards(wanted);
    if (plans.length > MAX_CARDS) {
      report(
        `This laptop has ${plans.length} network cards; the hub is announced on the first ${MAX_CARDS}.`,
      );
    }
    const missing = new Map(plans.slice(0, MAX_CARDS).map((plan) => [plan.card, plan]));
    const staying = new Map<CardVoice, CardPlan>();
    for (const [card, voice] of voices) {
      const plan = missing.get(card);
      if (plan?.own[0].address !== voice.speaker.address) continue;
      staying.set(voice, plan);
      missing.delete(card);
    }
    for (const [card, voice] of [...voices].filter(([, each]) => !staying.has(each))) {
      voices.delete(card);
      // Another card, or this one with its new address, goes on telling the same network of the same services.
      const isStillTold = [...staying.values(), ...missing.values()].some(({ own }) =>
        isNeighbour(voice.speaker, own[0].address),
      );
      await voice.close({ goodbye: !isStillTold });
    }
    if (isUpdated) for (const [voice, plan] of staying) voice.retell(plan.told);
    isUpdated = false;
    await Promise.all([...missing.values()].map(open));
  };

  const rename = async ({ host: isHostTaken, instance }: Taken): Promise<void> => {
    // On the other cards the old names were rightly ours.
    await Promise.all([...voices.values()].map((voice) => voice.withdraw({ goodbye: true })));
    attempts = {
      host: attempts.host + (isHostTaken ? 1 : 0),
      instance: attempts.instance + (instance ? 1 : 0),
    };
  };

  const slowDown = async (): Promise<void> => {
    const now = performance.now();
    const oldest = recentProbes.length >= HASTE.probes ? recentProbes.shift() : undefined;
    recentProbes.push(now);
    if (oldest !== undefined && now - oldest < HASTE.withinMs) await pause(HASTE.pauseMs);
  };

  const pause = (ms: number): Promise<void> =>
    wait(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);

  /** Asks for the names on the cards that are silent and publishes there, or takes the next names. True when done. */
  const settleOnce = async (): Promise<boolean> => {
    const silent = [...voices.values()].filter((voice) => !voice.isPublished());
    if (silent.length === 0) return true;
    if (Math.max(attempts.host, attempts.instance) > MAX_ATTEMPT) {
      report('Somebody on the network answers for every name the hub tries, so it has none.');
      return true;
    }
    await slowDown();
    const claimed = claim();
    const probed = await probe(silent, claimed, { random, signal: stopping.signal });
    switch (probed.outcome) {
      case 'free':
        for (const voice of silent) voice.publish(claimed);
        return true;
      case 'taken':
        await rename(probed);
        return false;
      case 'later':
        await pause(LATER_MS + random() * LATER_MS);
        return false;
      case 'stopped':
        return true;
      default:
        return unreachable(probed);
    }
  };

  const settle = async (): Promise<void> => {
    while (isDirty && !stopping.signal.aborted) {
      isDirty = false;
      await fitVoices();
      while (!isDirty && !stopping.signal.aborted && !(await settleOnce()));
      const names = namesNow();
      if (isDirty || (names.host === reported.host && names.instance === reported.instance)) continue;
      reported = names;
      options.onRename(names);
    }
  };

  /** Starts settling, or makes the settling that is under way look again. */
  const work = (): void => {
    if (stopping.signal.aborted) return;
    isDirty = true;
    working ??= settle()
      .catch((error: unknown) => report(`The hub can't be announced on the network: ${String(error)}.`))
      .finally(() => {
        working = undefined;
        if (isDirty) work();
      });
  };

  work();
  await Promise.race([working, pause(FIRST_MS)]);
  return {
    get host() {
      return namesNow().host;
    },
    get name() {
      return namesNow().instance;
    },
    update: (addresses) => {
      wanted = addresses;
      isUpdated = true;
      problems.clear();
      work();
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(retry);
      await working;
      await Promise.all([...voices.values()].map((voice) => voice.close({ goodbye: true })));
      voices.clear();
    },
  };
};
