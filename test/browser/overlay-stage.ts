import type { BrowserContextOptions, Page, WebSocketRoute } from 'playwright';
import { onTestFinished } from 'vitest';
import { startApp } from '#main/app.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { liftingView } from '#shared/domain/meet/lifting-view.ts';
import type { Setup } from '#shared/domain/tournament/records.ts';
import { builtPages, freshContext } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { withCup } from '../support/hub-app.ts';
import { cupCommand, matchCommand } from '../support/small-cup.ts';

/** A stream's picture at a quarter of its usual size: everything on it goes by the picture's height. */
export const video: BrowserContextOptions = { viewport: { width: 960, height: 540 } };

/** The number of the meet on this stage. */
export const meetId = '123456789';

/** A hub with the small cup and, if one is put there, a meet; and browsers that put its overlays over a video. */
export interface Studio {
  open(path: string, screen?: BrowserContextOptions): Promise<Page>;
  play(match: MatchId, ...bodies: readonly MatchCommandBody[]): Promise<void>;
  put(records: Setup): Promise<void>;
  /** What the meet's clients have entered so far: all overlays are told. */
  lift(state: unknown): void;
  /** Ends the hub. */
  endHub(): Promise<void>;
}

export async function studio(): Promise<Studio> {
  const app = await startApp({
    dataDir: freshFolder(),
    host: '127.0.0.1',
    port: 0,
    pagesDir: builtPages('overlay'),
    mdns: false,
  });
  if (!app.ok) throw new Error(app.error.message);
  let running = true;
  const endHub = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await app.value.stop();
  };
  onTestFinished(endHub);
  const { panel } = await withCup(app.value);
  const submit = async (command: ReturnType<typeof matchCommand>): Promise<void> => {
    panel.send({ t: 'submit', command });
    await panel.next('kept', (kept) => kept.command === command.id);
  };
  const meet = aMeet();
  return {
    async open(path, screen = video) {
      const page = await (await freshContext(screen)).newPage();
      await page.routeWebSocket(/\/socket$/, meet.follow);
      await page.goto(`http://127.0.0.1:${app.value.port}${path}`);
      return page;
    },
    async play(match, ...bodies) {
      for (const body of bodies) await submit(matchCommand(match, body, { base: 1_000_000, at: Date.now() }));
    },
    put: (records) => submit(cupCommand({ type: 'put', records })),
    lift: meet.lift,
    endHub,
  };
}

/**
 * Stands between page and hub and answers for the topics of meets; everything else is the hub's own. A meet's state
 * comes from its clients, which have a test of their own.
 */
function aMeet(): { follow: (socket: WebSocketRoute) => void; lift: (state: unknown) => void } {
  const ours = `lifting/${meetId}`;
  const watching = new Set<WebSocketRoute>();
  let state: unknown = null;
  let seq = 0;
  const tell = (socket: WebSocketRoute, topic = ours): void => {
    seq += 1;
    const shown = topic === ours ? liftingView(state) : null;
    socket.send(JSON.stringify({ t: 'snapshot', topic, seq, state: shown }));
  };
  return {
    follow(socket) {
      const hub = socket.connectToServer();
      socket.onMessage((frame) => {
        const { t, topic } = JSON.parse(String(frame)) as { t: string; topic?: string };
        if (!topic?.startsWith('lifting/')) return hub.send(frame);
        if (t === 'watch') tell(socket, topic);
        if (topic !== ours) return;
        if (t === 'watch') watching.add(socket);
        else watching.delete(socket);
      });
      hub.onMessage((frame) => socket.send(frame));
    },
    lift(fresh) {
      // As JSON: later changes of the same object are not told.
      state = JSON.parse(JSON.stringify(fresh));
      for (const socket of watching) tell(socket);
    },
  };
}

/** How much of the picture is drawn on, from 0 to 1; what isn't lets the video through. */
export async function drawnShare(page: Page): Promise<number> {
  const png = await page.screenshot({ omitBackground: true });
  const blank = await (await freshContext(video)).newPage();
  return blank.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) drawn += 1;
    return drawn / (data.length / 4);
  }, png.toString('base64'));
}
