import { join } from 'node:path';
import { sqliteStore } from '#main/store/sqlite-store.ts';
import { referee } from '../test/support/small-cup.ts';
import { cupOver, endlessTap } from './cup.ts';
import { type Line, median, perSecond } from './measure.ts';
import { plainRows } from './rows.ts';

const count = 320;

/** Taps that arrive together, as when forty phones send, against one durable SQLite row after the other. */
export async function commits(folder: string): Promise<readonly Line[]> {
  const store = sqliteStore(join(folder, 'commits.db'), () => 'bench');
  const hub = await cupOver(store);
  let n = 0;
  const together = await median(9, async () => {
    for (let i = 0; i < count; i += 40) {
      await Promise.all(Array.from({ length: 40 }, () => hub.submit(endlessTap(n++), referee(0))));
    }
  });
  store.close();

  const plain = plainRows(folder, 'rows');
  const rows = await median(9, () => {
    for (let i = 0; i < count; i += 1) plain.insert('{"type":"ends","left":"A"}');
  });
  plain.close();
  return [
    {
      what: 'taps decided, committed and published, forty at a time',
      figure: perSecond(count, together),
      yardstick: 'plain SQLite rows, each committed by itself with synchronous=FULL',
      yardstickFigure: perSecond(count, rows),
      ratio: rows / together,
      better: 'more',
    },
  ];
}
