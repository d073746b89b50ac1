import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freshFolder } from '../support/folder.ts';
import { spawnHub } from '../support/running-hub.ts';

/** Lines that the system lets wait; elsewhere than on Linux it allows fewer, and there is nothing to be seen. */
const allowed = process.platform === 'linux' ? Number(readFileSync('/proc/sys/net/core/somaxconn')) : 0;
const clients = 1_000;
const why = allowed > clients ? undefined : `the system lets ${allowed} lines wait`;
if (why !== undefined) console.log(`not run here: a crowd before a hub that stands still: ${why}`);

describe('a laptop that wakes', () => {
  test.skipIf(why !== undefined)(
    `[wake] those who came back while the hub stood still wait at its door, and none has to knock again ${why ?? ''}`,
    async () => {
      const hub = await spawnHub(freshFolder());
      onTestFinished(() => hub.kill());
      hub.process.kill('SIGSTOP');
      onTestFinished(() => void hub.process.kill('SIGCONT'));
      const knocked = performance.now();
      await Promise.all(
        Array.from(
          { length: clients },
          () =>
            new Promise<void>((connected, failed) => {
              const line = createConnection({ host: '127.0.0.1', port: hub.port }, connected);
              line.on('error', failed);
              onTestFinished(() => void line.destroy());
            }),
        ),
      );
      // Who finds no room knocks again after a second at the soonest, and then after two more.
      expect(performance.now() - knocked).toBeLessThan(3_000);
      hub.process.kill('SIGCONT');
    },
  );
});
