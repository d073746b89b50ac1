import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Submitted } from '#shared/client/hub-client.ts';
import { memoryOutboxStore } from '#shared/client/outbox-store.ts';
import type { EventId, MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody, MatchEventBody } from '#shared/domain/match/events.ts';
import { evolveMatch, lastEvent, newMatch } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { fakeHub } from '../support/fake-hub.ts';
import { type HandDevice, handDevice, memoryTopicCache, refereeOf } from '../support/hand-client.ts';
import { promises } from '../support/hand-timers.ts';
import { beginning } from '../support/small-cup.ts';

const m1 = 'm1' as MatchId;

/** What may happen at any moment; `who` is one of the pages. */
type Step = { readonly who: 0 | 1 } & (
  | { readonly do: 'tap'; readonly body: MatchCommandBody }
  | {
      readonly do:
        | 'undo'
        | 'accept'
        | 'up'
        | 'down'
        | 'upDown'
        | 'cut'
        | 'swallow'
        | 'reload'
        | 'wake'
        | 'beat';
    }
  | { readonly do: 'pass'; readonly ms: number }
);

const points: readonly MatchCommandBody[] = [
  { type: 'point', side: 'A' },
  { type: 'point', side: 'B' },
];
const taps: readonly MatchCommandBody[] = [
  ...points,
  ...points,
  ...points,
  { type: 'let' },
  { type: 'suspend', reason: '' },
  { type: 'resume' },
  { type: 'takeCharge' },
  { type: 'takeCharge' },
  { type: 'takeCharge' },
  { type: 'setStart' },
];

const who = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ who, do: fc.constant('tap' as const), body: fc.constantFrom(...taps) }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      who,
      do: fc.constantFrom('undo', 'accept', 'up', 'up', 'down', 'down', 'upDown', 'upDown', 'upDown', 'beat'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ who, do: fc.constantFrom('cut', 'swallow', 'reload', 'wake') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      who,
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(50, 600, 4_000, 11_000),
    }),
  },
);

interface Play {
  readonly hub: ReturnType<typeof fakeHub>;
  readonly pages: readonly HandDevice[];
  /** What each page handed over, and whether it was stored. */
  readonly handed: { readonly page: number; readonly submitted: Submitted; stored: boolean }[];
}

/** The match as of an event of the log: what a watcher must have when it has folded so far. */
function matchAsOf({ hub }: Play, seq: number): MatchState {
  return hub.log
    .filter((event) => event.topic === 'match/m1' && event.seq <= seq)
    .reduce((state, event) => evolveMatch(state, event.body as MatchEventBody, event), newMatch(m1));
}

function watchAll(page: HandDevice): void {
  page.client().watch('match/m1');
  page.client().watch('tournament/cup');
}

async function playStep(play: Play, step: Step): Promise<void> {
  const page = play.pages[step.who];
  if (!page) throw new Error('there are two pages');
  // The page's own sockets: those of its device, in the order of opening.
  const line = play.hub.lines.findLast((each) => owners.get(each) === page && each.state() !== 'closed');
  switch (step.do) {
    case 'tap':
      hand(play, step.who, step.body);
      break;
    case 'undo': {
      const last = lastEvent(page.client().shown('match/m1') ?? { records: [] });
      const event = last?.event ?? ('none.0' as EventId);
      hand(play, step.who, { type: 'void', event, reason: '' });
      break;
    }
    case 'accept':
      line?.accept();
      break;
    case 'up':
      line?.deliverUp();
      break;
    case 'down':
      line?.deliverDown();
      break;
    case 'upDown':
      line?.accept();
      line?.flush();
      break;
    case 'cut':
      line?.cut();
      break;
    case 'swallow':
      line?.swallow();
      break;
    case 'reload':
      await page.reload();
      watchAll(page);
      break;
    case 'wake':
      page.client().wake();
      break;
    case 'beat':
      play.hub.beat();
      break;
    case 'pass':
      page.timers.pass(step.ms);
      break;
    default:
      throw new Error('a step that nobody knows');
  }
  await promises();
}

const owners = new WeakMap<object, HandDevice>();

function hand(play: Play, page: number, body: MatchCommandBody): void {
  const submitted = play.pages[page]?.tap(body);
  if (!submitted) return;
  const entry = { page, submitted, stored: false };
  play.handed.push(entry);
  submitted.stored.then(
    () => {
      entry.stored = true;
    },
    () => {},
  );
}

/** Nothing is cut any more: time passes until everybody has been answered. */
async function heal(play: Play): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    for (const page of play.pages) {
      await page.settle();
      page.timers.pass(1_000);
    }
    play.hub.beat();
  }
  for (const page of play.pages) await page.settle();
}

/** Wraps the hub so that each socket is known as its page's. */
function pageOf(hub: Play['hub'], n: 0 | 1, device: string, store = memoryOutboxStore()): HandDevice {
  let page: HandDevice | null = null;
  const openSocket: Play['hub']['openSocket'] = (url, handlers) => {
    const socket = hub.openSocket(url, handlers);
    if (page) owners.set(hub.line(), page);
    return socket;
  };
  page = handDevice(hub, refereeOf(n, device), {
    platform: { openSocket, outbox: store, cache: memoryTopicCache() },
  });
  watchAll(page);
  return page;
}

/** How often a command stands in the log. */
const timesLogged = ({ hub }: Play, command: string) =>
  hub.log.filter((event) => event.event === `${command}.0`).length;

async function begun(pages: (hub: Play['hub']) => readonly HandDevice[]): Promise<Play> {
  const hub = fakeHub();
  const play: Play = { hub, pages: pages(hub), handed: [] };
  await promises();
  for (const body of beginning) hand(play, 0, body);
  await play.pages[0]?.settle();
  return play;
}

test('[P10] [P12] whatever is cut, reloaded or taken over: each stored tap is recorded once or refused, in order, and all see the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 120 }),
      fc.boolean(),
      async (steps, keptFirst) => {
        const play = await begun((hub) => [pageOf(hub, 0, 'phone-1'), pageOf(hub, 1, 'phone-2')]);
        const { hub, pages } = play;
        hub.rules.keptFirst = keptFirst;
        const seen = new Map<HandDevice, MatchState | undefined>();
        for (const each of steps) {
          await playStep(play, each);
          for (const page of pages) {
            const confirmed = page.client().confirmed('match/m1');
            if (confirmed && confirmed !== seen.get(page)) {
              expect(confirmed).toEqual(matchAsOf(play, confirmed.seq));
            }
            seen.set(page, confirmed);
          }
        }
        await heal(play);

        for (const [n, page] of pages.entries()) {
          expect(page.client().status()).toMatchObject({ state: 'live', waiting: 0 });
          expect((await page.store.load()).waiting).toEqual([]);
          expect(page.client().confirmed('match/m1')).toEqual(hub.match(m1));
          expect(page.client().shown('match/m1')).toEqual(hub.match(m1));
          const refused = new Set(
            page
              .client()
              .status()
              .refused.map(({ command }) => command.id),
          );
          for (const { submitted, stored } of play.handed.filter((each) => each.page === n)) {
            const logged = timesLogged(play, submitted.id);
            if (stored)
              expect([logged, refused.has(submitted.id)]).toEqual(logged === 1 ? [1, false] : [0, true]);
            else expect(logged).toBe(0);
          }
          const mine = hub.log.filter((event) => event.device === `phone-${n + 1}`);
          const order = mine.map((event) => event.deviceSeq);
          expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('[P12] two tabs of one phone: each stored tap is recorded once or refused, whichever tab sends it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const store = memoryOutboxStore();
      const play = await begun((hub) => [pageOf(hub, 0, 'phone-1', store), pageOf(hub, 0, 'phone-1', store)]);
      for (const each of steps) await playStep(play, each);
      await heal(play);

      const kept = await store.load();
      expect(kept.waiting).toEqual([]);
      const refused = new Set(kept.refused.map(({ command }) => command.id));
      for (const { submitted, stored } of play.handed) {
        const logged = timesLogged(play, submitted.id);
        expect(logged).toBeLessThanOrEqual(stored ? 1 : 0);
        if (stored && logged === 0) expect(refused.has(submitted.id)).toBe(true);
      }
      for (const page of play.pages) {
        expect(page.client().status().waiting).toBe(0);
        expect(page.client().confirmed('match/m1')).toEqual(play.hub.match(m1));
      }
      const numbers = play.hub.log
        .filter((event) => event.device === 'phone-1')
        .map((event) => event.deviceSeq);
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
    { numRuns: 80 },
  );
});
