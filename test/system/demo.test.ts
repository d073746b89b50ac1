import { expect, onTestFinished, test } from 'vitest';
import { startDemo } from '#main/demo/demo.ts';
import { startHub } from '../support/hub-app.ts';
import { enter } from '../support/raw-client.ts';

interface Line {
  readonly schedule: string;
  readonly result: string;
  readonly points: readonly [number, number] | null;
}

test('[demo] within a minute a newcomer sees a day in full swing: matches over, matches live, matches to come', async () => {
  const app = await startHub();
  const stop = await startDemo(app);
  onTestFinished(stop);
  const guest = await enter(app.port, { client: 'board' });
  const { tournament } = await guest.next('welcome');
  const lines = async (): Promise<readonly Line[]> => {
    guest.frames.length = 0;
    guest.send({ t: 'watch', topic: `scores/${tournament}` });
    return (await guest.next('snapshot')).state as readonly Line[];
  };
  const count = async (fits: (line: Line) => boolean): Promise<number> => (await lines()).filter(fits).length;
  await expect
    .poll(() => count(({ result }) => result === 'official'), { timeout: 30_000 })
    .toBeGreaterThan(5);
  await expect
    .poll(() => count(({ points }) => points !== null && points[0] + points[1] > 2), { timeout: 30_000 })
    .toBeGreaterThan(2);
  expect(await count(({ schedule }) => schedule === 'planned')).toBeGreaterThan(5);
});
