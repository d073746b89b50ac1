import type { BrowserContextOptions, Locator, Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { type RunningApp, startApp } from '#main/app.ts';
import type { MatchId, Seq } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Command } from '#shared/protocol/command.ts';
import { builtPages, freshContext } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { withCup } from '../support/hub-app.ts';
import { beginning, matchCommand } from '../support/small-cup.ts';

/** The organiser's laptop. */
export const laptop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** A hub with the built pages; it ends with the test. */
export async function hubWithPanel(): Promise<RunningApp> {
  const app = await startApp({
    dataDir: freshFolder(),
    host: '127.0.0.1',
    port: 0,
    pagesDir: builtPages('panel'),
    mdns: false,
  });
  if (!app.ok) throw new Error(app.error.message);
  onTestFinished(() => app.value.stop());
  return app.value;
}

/** Opens the panel with a one-time link, as the desktop app does. */
export async function openPanel(
  app: Pick<RunningApp, 'panelUrl'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await freshContext({ ...laptop, acceptDownloads: true, ...options });
  const page = await context.newPage();
  await page.goto(app.panelUrl());
  return page;
}

/** The panel with the small cup open, and what records things in its matches as somebody else. */
export interface CupPanel {
  readonly app: RunningApp;
  readonly page: Page;
  /** Resolves with the seq of the last event. */
  play(match: MatchId, bodies: readonly MatchCommandBody[], change?: Partial<Command>): Promise<Seq>;
}

export async function cupPanel(screen = 'live'): Promise<CupPanel> {
  const app = await hubWithPanel();
  const { panel } = await withCup(app);
  const page = await openPanel(app);
  await page.getByRole('link', { name: /River Cup/ }).click();
  await page.getByRole('navigation').waitFor();
  if (screen !== 'live') await goTo(page, screen);
  return {
    app,
    page,
    async play(match, bodies, change = {}) {
      let seq = 0;
      for (const body of bodies) {
        const { topic: _topic, body: _body, ...envelope } = change;
        const command = matchCommand(match, body, { base: 1_000_000, at: Date.now(), ...envelope });
        panel.send({ t: 'submit', command });
        seq = (await panel.next('kept', (kept) => kept.command === command.id)).seq;
      }
      return seq;
    },
  };
}

/** Goes to a screen by the rail. */
export const goTo = async (page: Page, screen: string): Promise<void> => {
  const name = screen.charAt(0).toUpperCase() + screen.slice(1);
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
};

/** Points in order: "AAB". */
export const points = (sides: string): readonly MatchCommandBody[] =>
  [...sides].map((side) => ({ type: 'point', side: side === 'A' ? 'A' : 'B' }));

/** A whole match, 2:0 for side A. */
export const wonByA: readonly MatchCommandBody[] = [
  ...beginning,
  ...points('A'.repeat(21)),
  { type: 'setStart' },
  ...points('A'.repeat(21)),
];

/** The line at the bottom that says what just happened. */
export const said = (page: Page, words: string | RegExp): Locator =>
  page.locator('.notice-words').getByText(words);
