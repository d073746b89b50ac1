// `node scripts/run.mjs bench/long-recording.ts [gigabytes]`: replays a long recording (1 GB) to one client that reads and
// one that doesn't, and says how fast that went and how much memory the replay took. Fails when it took more than 200 MB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { programFolder } from '#main/version.ts';

const mostMegabytes = 200;
const gigabytes = Number(process.argv[2] ?? 1);
if (!(gigabytes > 0)) {
  console.error(`long-recording takes a number of gigabytes, not “${process.argv[2]}”.`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'touchline-bench-'));
const file = join(folder, 'long.json');

/** Passings, and now and then a result of 84 KB. */
async function write(): Promise<number> {
  const out = createWriteStream(file);
  let bytes = 0;
  let lines = 0;
  while (bytes < gigabytes * 1e9) {
    const time = new Date(1_800_000_000_000 + lines).toISOString();
    const pad = lines % 50 === 0 ? 'x'.repeat(84_000) : '';
    const line = `{"_time":"${time}","competitionId":"bench","distanceId":"d1","heat":{"number":1,"round":1},"passing":{"passed":387.49,"speed":14.248845071876532,"time":322824000},"pad":"${pad}","typeName":"RacePassingAddedEvent"}\n`;
    bytes += line.length;
    lines += 1;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return lines;
}

const lines = await write();
const replay = spawn(
  process.execPath,
  [
    join(programFolder, 'src-main/cli.ts'),
    'replay',
    '--file',
    file,
    '--address',
    '127.0.0.1:0',
    '--speed',
    '1e9',
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const port = await new Promise<string>((resolve) => {
  createInterface({ input: replay.stdout }).on('line', (line) => {
    const found = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (found !== undefined) resolve(found);
  });
});
const idle = new WebSocket(`ws://127.0.0.1:${port}/`);
idle.on('open', () => idle.pause());
const from = performance.now();
let got = 0;
await new Promise<void>((resolve) => {
  const reader = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  reader.on('message', () => {
    got += 1;
    if (got === lines) resolve();
  });
});
const seconds = (performance.now() - from) / 1_000;
const peak =
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${replay.pid}/status`, 'utf8'))?.[1]) / 1_024;
replay.kill('SIGKILL');
rmSync(folder, { recursive: true });
console.log(
  `${lines} lines, ${gigabytes} GB in ${seconds.toFixed(0)} s; the replay took at most ${peak.toFixed(0)} MB of memory`,
);
process.exit(peak < mostMegabytes ? 0 : 1);
