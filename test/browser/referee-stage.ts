import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, WebSocketRoute } from 'playwright';
import { onTestFinished } from 'vitest';
import { startApp } from '#main/app.ts';
import { nodePlatform } from '#main/client/node-platform.ts';
import { createHubClient } from '#shared/client/client.ts';
import { until } from '#shared/client/until.ts';
import type { DeviceId, MatchId } from '#shared/domain/ids.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { HubStatus } from '#shared/protocol/down.ts';
import { builtPages, freshContext, phoneScreen } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { withCup } from '../support/hub-app.ts';
import { cup, cupCommand, cupRecords, matchCommand } from '../support/small-cup.ts';

/** The way between a phone's page and the hub. */
export interface Way {
  /** What the page sends is held back from now on, and it isn't told. */
  hold(): void;
  /** It goes on its way. */
  release(): void;
  /** Connections end, and every new one too. */
  cut(): void;
  mend(): void;
}

/** A phone with the referee's page, and what the hub has. */
export interface Stage {
  readonly page: Page;
  readonly way: Way;
  readonly address: string;
  /** Resolves when the hub's match is as wanted. */
  hubHas(wanted: (state: MatchState) => boolean): Promise<MatchState>;
  /** What the organiser's panel shows of the hub, once it is as wanted. */
  hubStatus(wanted: (status: HubStatus) => boolean): Promise<HubStatus>;
  /** Asks something of the hub as the organiser. */
  organise(path: string, body?: unknown): Promise<void>;
  /** The organiser takes the match over. */
  takeOver(): Promise<void>;
  /** The organiser suspends the match, and leaves its referee in charge. */
  suspend(): Promise<void>;
  /** The organiser closes the tournament, which a phone doesn't decide for itself; and opens it again. */
  closeTournament(): Promise<void>;
  reopenTournament(): Promise<void>;
  /** The hub is given a newer page, of this build. */
  publish(build: string): void;
  /** Another page of the same phone, by the same way. */
  anotherPage(): Promise<Page>;
}

/** The cup's first match, Heron against Otter, on the phone of its referee; `rules` change those of the draw. */
export async function stage(rules: Partial<RallyRules> = {}): Promise<Stage> {
  const pagesDir = freshFolder();
  const html = readFileSync(join(builtPages('referee'), 'referee.html'), 'utf8');
  writeFileSync(join(pagesDir, 'referee.html'), html);
  const app = await startApp({
    dataDir: freshFolder(),
    host: '127.0.0.1',
    port: 0,
    pagesDir,
    mdns: false,
  });
  if (!app.ok) throw new Error(app.error.message);
  onTestFinished(() => app.value.stop());
  const address = `http://127.0.0.1:${app.value.port}`;
  const { organiser, panel } = await withCup(app.value);
  const draws = (cupRecords.draws ?? []).map((draw) => ({ ...draw, rules: { ...draw.rules, ...rules } }));
  const asOrganiser = async (command: Command): Promise<void> => {
    panel.send({ t: 'submit', command });
    await panel.next('kept', (kept) => kept.command === command.id);
  };
  await asOrganiser(cupCommand({ type: 'put', records: { draws } }));

  const board = createHubClient(
    { client: 'board', addresses: [address], token: null, device: 'board' as DeviceId, build: null },
    nodePlatform(),
  );
  onTestFinished(() => board.stop());
  const match = 'm1' as MatchId;
  const topic = matchTopic(match);
  board.watch(topic);

  const seat = await organiser.post('/api/organiser/seats', {
    tournament: cup.id,
    official: cup.officials[0],
    role: 'referee',
  });
  const context = await freshContext(phoneScreen);
  const { way, follow } = someWay();
  const anotherPage = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.routeWebSocket(/\/socket$/, follow);
    return page;
  };
  const page = await anotherPage();
  await page.goto(`${address}/j#${String(seat.json?.secret)}`);
  await page.getByText('Your matches').waitFor();
  return {
    page,
    way,
    address,
    anotherPage,
    hubHas: (wanted) =>
      until(board, () => {
        const state = board.confirmed(topic);
        return state && wanted(state) ? state : null;
      }),
    publish(build) {
      const newer = html.replace(/(name="touchline-build" content=")[^"]*/, `$1${build}`);
      writeFileSync(join(pagesDir, 'referee.html'), newer);
    },
    takeOver: () => asOrganiser(matchCommand(match, { type: 'takeCharge' })),
    suspend: () => asOrganiser(matchCommand(match, { type: 'suspend', reason: '' })),
    closeTournament: () => asOrganiser(cupCommand({ type: 'close' })),
    reopenTournament: () => asOrganiser(cupCommand({ type: 'reopen' })),
    async hubStatus(wanted) {
      panel.send({ t: 'watch', topic: 'presence' });
      const fits = (state: unknown) => wanted(state as HubStatus);
      const frame = await panel.next('snapshot', ({ topic, state }) => topic === 'presence' && fits(state));
      return frame.state as HubStatus;
    },
    async organise(path, body) {
      const answer = await organiser.post(path, body);
      if (answer.status >= 400) throw new Error(answer.text);
    },
  };
}

/** A way that everything passes until it is held or cut. */
function someWay(): { way: Way; follow: (socket: WebSocketRoute) => void } {
  const open = new Set<WebSocketRoute>();
  let held: (() => void)[] | null = null;
  let isCut = false;
  const follow = (socket: WebSocketRoute): void => {
    if (isCut) {
      void socket.close({ code: 1001 });
      return;
    }
    open.add(socket);
    const hub = socket.connectToServer();
    socket.onMessage((frame) => {
      if (held) held.push(() => hub.send(frame));
      else hub.send(frame);
    });
    socket.onClose(() => {
      open.delete(socket);
      void hub.close();
    });
  };
  const release = (): void => {
    const waiting = held ?? [];
    held = null;
    for (const send of waiting) send();
  };
  const way: Way = {
    hold() {
      held ??= [];
    },
    release,
    cut() {
      isCut = true;
      for (const socket of open) void socket.close({ code: 1001 });
      open.clear();
    },
    mend() {
      isCut = false;
    },
  };
  return { way, follow };
}

/** Opens the match from the list and begins it: Heron on the left and serving. */
export async function begin(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Heron.*Otter/ })
    .first()
    .tap();
  await page.getByRole('button', { name: 'Start the match' }).tap();
  await ready(page);
}

/** Resolves when the halves take taps. */
export const ready = (page: Page): Promise<void> => page.locator('[data-guarded="false"]').waitFor();

/** One half of the score field, by the player's name. */
export const half = (page: Page, name: string) => page.getByRole('button', { name: `Point for ${name}` });

/** Resolves when the page shows these points for Heron and Otter. */
export async function shows(page: Page, heron: number, otter: number): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Point for Heron, ${heron}\\b`) }).waitFor();
  await page.getByRole('button', { name: new RegExp(`^Point for Otter, ${otter}\\b`) }).waitFor();
}

/** The pill that tells how the page stands with the hub. */
export const pill = (page: Page, state: string) => page.locator(`.link-pill[data-state="${state}"]`);

/** The last event of a topic that the phone has in its storage; 0 if it has none of it. */
export const keptSeq = (page: Page, topic: string): Promise<number> =>
  page.evaluate(
    (key) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('touchline');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('topics').objectStore('topics').get(key);
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result?.seq ?? 0);
          };
        };
      }),
    topic,
  );
