import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { spawnHub } from '../test/support/running-hub.ts';
import { inMs, type Line, median } from './measure.ts';
import { plainRows } from './rows.ts';

/** Updates in a frame, and how often it is sent. */
const sizes = [
  { size: 1, runs: 60 },
  { size: 1_000, runs: 15 },
] as const;

/** An update as OpenLifter makes it; `n` counts all that a client sends. */
const update = (n: number, seen: number) => ({
  updateKey: `registration.entries[${n % 400}].squatKg[${n % 5}]`,
  updateValue: 100 + (n % 200),
  localSeqNum: n,
  afterServerSeqNum: seen,
});

/** A client of a meet that it has created: sends frames of updates and hears of their acknowledgement. */
async function lifter(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { perMessageDeflate: false });
  await once(socket, 'open');
  const asked = async (frame: object): Promise<Record<string, unknown>> => {
    socket.send(JSON.stringify(frame));
    const [data] = await once(socket, 'message');
    // The cast: the hub answers objects only.
    return JSON.parse(String(data)) as Record<string, unknown>;
  };
  const { sessionToken } = await asked({
    msgType: 'CREATE_MEET',
    thisLocationName: 'Platform',
    password: 'a long password',
    endpoints: [{ locationName: 'Platform', priority: 1 }],
  });
  let sent = 0;
  return {
    async send(size: number): Promise<void> {
      const updates = Array.from({ length: size }, (_, i) => update(sent + i + 1, sent));
      const { msgType } = await asked({ msgType: 'UPDATE_INIT', sessionToken, updates });
      if (msgType !== 'UPDATE_ACK') throw new Error(`a frame was answered with ${String(msgType)}`);
      sent += size;
    },
    end: (): void => socket.terminate(),
  };
}

/** From a frame of updates to its acknowledgement, against as many plain rows in one transaction. */
export async function meet(folder: string): Promise<readonly Line[]> {
  const hub = await spawnHub(join(folder, 'meet'), 0, ['--adapters', 'meet']);
  const client = await lifter(hub.port);
  const rows = plainRows(folder, 'meet-rows');
  const lines: Line[] = [];
  for (const { size, runs } of sizes) {
    const ours = await median(runs, () => client.send(size));
    const bodies = Array.from({ length: size }, (_, n) => JSON.stringify(update(n, n)));
    const theirs = await median(runs, () => rows.insertAll(bodies));
    lines.push({
      what: `a meet’s frame of ${size.toLocaleString('en')}, from sent to acknowledged`,
      figure: inMs(ours),
      yardstick: `as many plain SQLite rows in one transaction with synchronous=FULL, in the same process`,
      yardstickFigure: inMs(theirs),
      ratio: ours / theirs,
      better: 'less',
    });
  }
  client.end();
  rows.close();
  await hub.stop();
  return lines;
}
