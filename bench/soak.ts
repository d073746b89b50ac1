// `npm run soak [minutes]`: the tests that cut, kill and reload, again and again with other seeds; stops at a failure.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { programFolder } from '#main/version.ts';

const minutes = Number(process.argv[2] ?? 30);
if (!(minutes > 0)) {
  console.error(`npm run soak takes a number of minutes, not “${process.argv[2]}”.`);
  process.exit(2);
}
const until = Date.now() + minutes * 60_000;
let runs = 0;
while (Date.now() < until) {
  const seed = String(Math.floor(Math.random() * 2 ** 31));
  const vitest = join(programFolder, 'node_modules/vitest/vitest.mjs');
  const tests = [
    'test/system/real-matches.test.ts',
    'test/system/starting.test.ts',
    'test/client',
    'test/hub',
    'test/domain',
    'test/dialects/meet',
    'test/dialects/relay',
    'test/publications',
  ];
  const run = spawn(process.execPath, [vitest, 'run', '--no-color', '--reporter=dot', ...tests], {
    cwd: programFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TOUCHLINE_SEED: seed },
  });
  const said: string[] = [];
  run.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  run.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const [code] = await once(run, 'close');
  runs += 1;
  if (code !== 0) {
    console.error(said.join(''));
    console.error(`Run ${runs} failed with TOUCHLINE_SEED=${seed}.`);
    process.exit(1);
  }
  console.log(`run ${runs} passed, seed ${seed}`);
}
console.log(`${runs} passed, 0 failed`);
