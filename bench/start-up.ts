import { join } from 'node:path';
import { createHub } from '#main/hub/hub.ts';
import { type SqliteStore, sqliteStore } from '#main/store/sqlite-store.ts';
import { cup, referee } from '../test/support/small-cup.ts';
import { cupOver, endlessTap } from './cup.ts';
import { inMs, type Line, median } from './measure.ts';

const size = 20_000;

/** A hub that starts on a long log and serves its scores, with its snapshots and without, against reading the rows. */
export async function startUp(folder: string): Promise<readonly Line[]> {
  const store = sqliteStore(join(folder, 'start-up.db'), () => 'bench');
  const first = await cupOver(store);
  for (let i = 0; i < size; i += 1_000) {
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => first.submit(endlessTap(i + n), referee(0))));
  }
  await first.stop();
  const around = { now: Date.now, newId: () => 'x', report: () => {} };
  const start = (over: SqliteStore) => (): void => {
    createHub(over, around, () => () => {}).scores(cup.id);
  };
  const reading = await median(5, () => {
    let bytes = 0;
    for (const row of store.read({})) bytes += JSON.stringify(JSON.parse(row.body)).length;
    if (bytes === 0) throw new Error('nothing was read');
  });
  const cached = await median(5, start(store));
  const bare = await median(3, start({ ...store, snapshot: () => null }));
  store.close();
  const yardstick = {
    yardstick: `reading and parsing the ${size.toLocaleString('en')} rows`,
    yardstickFigure: inMs(reading),
  };
  return [
    {
      what: 'start on a long log, from its snapshots',
      figure: inMs(cached),
      ...yardstick,
      ratio: cached / reading,
      better: 'less',
    },
    {
      what: 'the same without snapshots: everything is folded',
      figure: inMs(bare),
      ...yardstick,
      ratio: bare / reading,
      better: 'less',
    },
  ];
}
