import type { BrowserContextOptions, Page, WebSocketRoute } from 'playwright';
import { onTestFinished } from 'vitest';
import { startApp } from '#main/app.ts';
import { type EventId, eventIdOf, type MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Setup } from '#shared/domain/tournament/records.ts';
import { builtPages, freshContext } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { withCup } from '../support/hub-app.ts';
import { beginning, cup, cupCommand, cupRecords, matchCommand } from '../support/small-cup.ts';

/** A screen in the hall. */
export const tv: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } };

/** The match on court 1: Heron against Otter. */
export const onCourt1 = 'm1' as MatchId;

/** A page that watches, and the air between it and the hub. */
export interface Screen {
  readonly page: Page;
  /** From now on nothing of what the hub says arrives, and nobody is told. */
  silence(): void;
  /** What was held arrives, and everything after it. */
  listen(): void;
}

/** The small cup at a hub of its own. */
export interface Hall {
  /** Opens a page of the hub on a screen of its own; `path` begins with a slash. */
  open(path: string, screen?: BrowserContextOptions): Promise<Screen>;
  /** Records what happens in a match, as the organiser; resolves when all of it is kept, with the ids of its events. */
  play(match: MatchId, ...bodies: readonly MatchCommandBody[]): Promise<readonly EventId[]>;
  put(records: Setup): Promise<void>;
}

export async function hall(): Promise<Hall> {
  const app = await startApp({
    dataDir: freshFolder(),
    host: '127.0.0.1',
    port: 0,
    pagesDir: builtPages('board'),
    mdns: false,
  });
  if (!app.ok) throw new Error(app.error.message);
  onTestFinished(() => app.value.stop());
  const { panel } = await withCup(app.value);
  const submit = async (command: ReturnType<typeof matchCommand>): Promise<void> => {
    panel.send({ t: 'submit', command });
    await panel.next('kept', (kept) => kept.command === command.id);
  };
  return {
    async open(path, screen = tv) {
      const context = await freshContext(screen);
      const page = await context.newPage();
      const { follow, silence, listen } = someAir();
      await page.routeWebSocket(/\/socket$/, follow);
      await page.goto(`http://127.0.0.1:${app.value.port}${path}`);
      return { page, silence, listen };
    },
    async play(match, ...bodies) {
      const ids: EventId[] = [];
      for (const body of bodies) {
        const command = matchCommand(match, body, { base: 1_000_000, at: Date.now() });
        await submit(command);
        ids.push(eventIdOf(command.id, 0));
      }
      return ids;
    },
    put: (records) => submit(cupCommand({ type: 'put', records })),
  };
}

/** Passes frames on; the hub's are held back while there is silence. */
function someAir(): { follow: (socket: WebSocketRoute) => void; silence: () => void; listen: () => void } {
  let held: (() => void)[] | null = null;
  return {
    follow(socket) {
      const hub = socket.connectToServer();
      socket.onMessage((frame) => hub.send(frame));
      hub.onMessage((frame) => {
        if (held) held.push(() => socket.send(frame));
        else socket.send(frame);
      });
    },
    silence() {
      held ??= [];
    },
    listen() {
      const waiting = held ?? [];
      held = null;
      for (const send of waiting) send();
    },
  };
}

/** From the start of a match to these points, in order. */
export const rallies = (sides: string): readonly MatchCommandBody[] => [...beginning, ...points(sides)];

/** Points in order: "AAB". */
export const points = (sides: string): readonly MatchCommandBody[] =>
  [...sides].map((side) => ({ type: 'point', side: side === 'A' ? 'A' : 'B' }));

/** The cup's entries under other names. */
export const renamed = (names: readonly string[]): Setup => ({
  entries: (cupRecords.entries ?? []).map((entry, i) => ({ ...entry, name: names[i] ?? entry.name })),
});

/** As many courts in the cup's hall, and one match on each. */
export const manyCourts = (count: number): Setup => {
  const [plan] = cupRecords.matches ?? [];
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  if (!plan) throw new Error('the cup has no match');
  return {
    courts: numbers.map((n) => ({
      id: `court-${n}` as (typeof cup.courts)[number],
      venue: cup.venue,
      name: `Court ${n}`,
      order: n,
    })),
    matches: numbers.map((n) => ({
      ...plan,
      id: `m${n}` as MatchId,
      number: n,
      court: `court-${n}` as (typeof cup.courts)[number],
    })),
  };
};

/** Resolves when the board shows these figures, side A's first. */
export async function shows(page: Page, a: number, b: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const figures = [...document.querySelectorAll('.side-figure')].map((figure) => figure.textContent);
    return figures.join() === wanted;
  }, [a, b].join());
}

/** What is on a screen, as its text. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).innerText()).replace(/\s+/g, ' ');

/** Texts that are drawn smaller than so many pixels, with their sizes; those only for screen readers left out. */
export const textsSmallerThan = (page: Page, px: number): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small: string[] = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!node.textContent?.trim() || !parent || parent.closest('.visually-hidden, script, style')) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < least) small.push(`${node.textContent} (${size} px)`);
    }
    return small;
  }, px);

/**
 * Fitted texts that are wider than their place, places that are too low for what is in them or that reach beyond the
 * screen, and the page if it could be scrolled.
 */
export const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll(selector)];
    const wide = all('.fit, .fit-line').filter((element) => element.scrollWidth > element.clientWidth);
    const low = all('.tile, .side-text, .court-foot, .grid-head').filter((element) => {
      const room = element.matches('.side-text') ? element.parentElement : element;
      return element.scrollHeight > (room?.clientHeight ?? 0) + 1;
    });
    const outside = all('.fit, .figure, .clock, .qr').filter((element) => {
      const { right, bottom } = element.getBoundingClientRect();
      return right > innerWidth || bottom > innerHeight;
    });
    const root = document.documentElement;
    const scrolls = root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight;
    return [
      ...[...wide, ...low, ...outside].map((element) => element.textContent ?? ''),
      ...(scrolls ? ['the page'] : []),
    ];
  });
