import { describe, expect, onTestFinished, test } from 'vitest';
import { freshFolder } from '../support/folder.ts';
import { type HubProcess, logEntries, spawnHub } from '../support/running-hub.ts';

/** Someone who follows a dialect's messages, as its clients do. */
export interface DialectWatcher {
  /** Numbers of the messages received so far, in order of arrival. */
  readonly numbers: readonly number[];
  /** Stops reading from the line, as a sleeping phone does; `resume` goes on. */
  pause(): void;
  resume(): void;
  /** True once the hub has ended the line. */
  ended(): boolean;
}

/** A dialect at work on a running hub. Messages carry a number; two places (matches, meets, rooms) are told apart by name. */
export interface DialectStage {
  /**
   * Publishes one message with this number in a place, as a client of the dialect does, and resolves when it has been
   * acknowledged in the dialect's way (a relay's, when it came back to a watcher). `size`: additional characters.
   */
  publish(place: 'one' | 'two', number: number, size?: number): Promise<void>;
  /** Joins as a watcher of a place and resolves when it is heard there. */
  watch(place: 'one' | 'two'): Promise<DialectWatcher>;
  /** Sends one piece of rubbish of kind n on a line that would be used for publishing; resolves when it was answered or dropped. */
  sendRubbish(n: number): Promise<void>;
  /** Sends rubbish as fast as the line takes it until `stop` says so. */
  flood(stop: () => boolean): Promise<void>;
}

/** What the contract needs to know of a dialect. */
export interface DialectUnderTest {
  readonly name: string;
  /** Arguments for `touchline hub`, if it doesn't run by itself. */
  readonly arguments?: readonly string[];
  /** Whether one who joins late gets everything that was said before; else only what is said from then on. */
  readonly history: boolean;
  /** Whether what was said is told again after a restart to those who join then. */
  readonly kept: boolean;
  /** Connects to a hub. Called again for the same data folder after a kill; `again` is true then. */
  open(hub: HubProcess, again: boolean): Promise<DialectStage>;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** What every dialect promises, on real hubs and real lines. Each dialect runs it (`test/dialects/<name>/contract.test.ts`). */
export function dialectContract(dialect: DialectUnderTest): void {
  const start = async (dataDir = freshFolder(), port = 0): Promise<HubProcess> => {
    const hub = await spawnHub(dataDir, port, dialect.arguments ?? []);
    onTestFinished(() => hub.kill());
    return hub;
  };

  const publishAll = async (stage: DialectStage, numbers: readonly number[]): Promise<void> => {
    for (const number of numbers) await stage.publish('one', number);
  };

  describe(`dialect: ${dialect.name}`, () => {
    test('[D1] whatever the moment one joins: no gap, no repeat, in order', async () => {
      const stage = await dialect.open(await start(), false);
      const early = await stage.watch('one');
      await publishAll(stage, range(1, 20));
      const publishing = publishAll(stage, range(21, 60));
      const late = await Promise.all(range(1, 5).map(() => stage.watch('one')));
      await publishing;
      await publishAll(stage, [61]);
      await expect.poll(() => early.numbers).toEqual(range(1, 61));
      for (const watcher of late) {
        await expect.poll(() => watcher.numbers.at(-1)).toBe(61);
        const first = dialect.history ? 1 : (watcher.numbers[0] ?? 0);
        expect(watcher.numbers).toEqual(range(first, 61));
      }
    });

    test('[D2] what was acknowledged outlives a kill, and is there once', async () => {
      const hub = await start();
      const stage = await dialect.open(hub, false);
      await publishAll(stage, range(1, 30));
      await hub.kill();
      const again = await start(hub.dataDir, hub.port);
      const later = await dialect.open(again, true);
      const watcher = await later.watch('one');
      await later.publish('one', 31);
      await expect.poll(() => watcher.numbers.at(-1)).toBe(31);
      expect(watcher.numbers).toEqual(dialect.kept ? range(1, 31) : [31]);
    });

    test('[D3] a watcher that reads nothing holds nobody up', async () => {
      const stage = await dialect.open(await start(), false);
      const slow = await stage.watch('one');
      const quick = await stage.watch('one');
      slow.pause();
      for (const number of range(1, 300)) await stage.publish('one', number, 20_000);
      await expect.poll(() => quick.numbers.length, { timeout: 20_000 }).toBe(300);
      expect(quick.numbers).toEqual(range(1, 300));
      slow.resume();
      // It gets everything in the end, or was let go because too much lay unread; never a part with a hole in it.
      await expect.poll(() => slow.ended() || slow.numbers.length === 300, { timeout: 20_000 }).toBe(true);
      expect(slow.numbers).toEqual(range(1, slow.numbers.length));
    });

    test('[D4] a flood of rubbish leaves the others served', async () => {
      const stage = await dialect.open(await start(), false);
      const watcher = await stage.watch('one');
      let over = false;
      const floods = range(1, 3).map(() => stage.flood(() => over));
      await publishAll(stage, range(1, 20));
      over = true;
      await Promise.all(floods);
      await expect.poll(() => watcher.numbers).toEqual(range(1, 20));
    });

    test('[D5] rubbish is answered or dropped, changes nothing, and the hub stays', async () => {
      const hub = await start();
      const stage = await dialect.open(hub, false);
      const watcher = await stage.watch('one');
      await stage.publish('one', 1);
      for (const n of range(0, 11)) await stage.sendRubbish(n);
      await stage.publish('one', 2);
      await expect.poll(() => watcher.numbers).toEqual([1, 2]);
      expect(logEntries(hub.dataDir).filter(({ msg }) => msg === 'a request failed')).toEqual([]);
    });

    test('[D6] nothing leaks from one place into another', async () => {
      const stage = await dialect.open(await start(), false);
      const one = await stage.watch('one');
      const two = await stage.watch('two');
      for (const number of range(1, 10)) {
        await stage.publish('one', number);
        await stage.publish('two', 100 + number);
      }
      await expect.poll(() => one.numbers).toEqual(range(1, 10));
      await expect.poll(() => two.numbers).toEqual(range(101, 110));
    });
  });
}
