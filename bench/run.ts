// `npm run bench`: how fast the hub is, each figure beside a yardstick measured on the same machine in the same run.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { commits } from './commits.ts';
import { fanOut } from './fan-out.ts';
import { print } from './measure.ts';
import { meet } from './meet.ts';
import { newcomers } from './newcomer.ts';
import { relay } from './relay.ts';
import { startUp } from './start-up.ts';
import { taps } from './taps.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchline-bench-'));
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
try {
  print([
    ...(await commits(folder)),
    ...(await taps(folder)),
    ...(await fanOut(folder)),
    ...(await startUp(folder)),
    ...(await relay(folder)),
    ...(await meet(folder)),
    ...(await newcomers(folder)),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
