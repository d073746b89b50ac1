import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keepBackups } from '#main/keep-backups.ts';
import { createProblems } from '#main/problems.ts';
import { openLog } from '#main/program-log.ts';
import { backUp, stampOf } from '#main/store/backup.ts';
import { sqliteStore } from '#main/store/sqlite-store.ts';
import { until } from '#shared/client/until.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import type { HubStatus } from '#shared/protocol/down.ts';
import { m1, openCup, play, point } from '../support/cup-hub.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { startHub, withCup } from '../support/hub-app.ts';
import { fillUp, mountMissing, smallDisk } from '../support/mounts.ts';
import { joinedPhone } from '../support/phone.ts';
import { enter, type RawClient } from '../support/raw-client.ts';
import { logEntries, spawnHub } from '../support/running-hub.ts';
import { beginning, cupCommand, cupCommands, matchCommand, organiser } from '../support/small-cup.ts';

const noMounts = mountMissing();
if (noMounts !== undefined) console.log(`not run here: a full disk: ${noMounts}`);

const retire: MatchCommandBody = { type: 'retire', side: 'A', reason: '' };

/** A hub over SQLite with its backups, in a time that passes by hand. */
async function hubWithBackups() {
  const folder = freshFolder();
  const store = sqliteStore(join(folder, 'touchline.db'), () => 'hub-1');
  const { hub, hand } = await openCup(store);
  const failures: string[] = [];
  let made = 0;
  let copying: Promise<unknown> = Promise.resolve();
  const problems = createProblems(() =>
    failures.push(
      problems
        .list()
        .map(({ code }) => code)
        .join(),
    ),
  );
  const backups = keepBackups({
    hub,
    every: hand.every,
    copy() {
      made += 1;
      copying = backUp(store, folder, stampOf(hand.now()), () => `copy-${made}`);
      return copying;
    },
    became: (failure) =>
      failure
        ? problems.set({ code: 'BACKUP_FAILED', message: String(failure.cause) })
        : problems.clear('BACKUP_FAILED'),
  });
  onTestFinished(async () => {
    await backups.stop().catch(() => {});
    await hub.stop();
    store.close();
  });
  /** Lets so many seconds pass, and every copy come to its end. */
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i += 1) {
      hand.pass(1_000);
      await copying.catch(() => {});
      await turn();
    }
  };
  const names = (): readonly string[] =>
    readdirSync(join(folder, 'backups'), { withFileTypes: true }).map(({ name }) => name);
  return { folder, hub, backups, pass, names, made: () => made, failures };
}

describe('when backups are made', () => {
  test('[backup] every five minutes while something changes, and not otherwise', async () => {
    const { hub, pass, made } = await hubWithBackups();
    await pass(600);
    expect(made()).toBe(0);
    await play(hub, beginning);
    await pass(1);
    expect(made()).toBe(1);
    await play(hub, [point('A')]);
    await pass(299);
    expect(made()).toBe(1);
    await pass(1);
    expect(made()).toBe(2);
    await pass(900);
    expect(made()).toBe(2);
  });

  test('[backup] soon after the last running match has ended, and not while another runs', async () => {
    const { hub, pass, made } = await hubWithBackups();
    const second = 'm2' as typeof m1;
    for (const body of beginning) await hub.submit(matchCommand(second, body), organiser);
    await play(hub, [...beginning, point('A')]);
    await pass(5);
    await play(hub, [retire, { type: 'confirm' }]);
    await pass(5);
    expect(made()).toBe(0);
    await hub.submit(matchCommand(second, retire), organiser);
    await pass(2);
    expect(made()).toBe(1);
  });

  test('[backup] soon after the tournament was closed', async () => {
    const { hub, pass, made } = await hubWithBackups();
    await hub.submit(cupCommand({ type: 'close' }), organiser);
    await pass(2);
    expect(made()).toBe(1);
  });

  test('[backup] at most once a minute, the last change not forgotten', async () => {
    const { hub, pass, made } = await hubWithBackups();
    for (let i = 0; i < 10; i += 1) {
      await hub.submit(cupCommand({ type: 'close' }), organiser);
      await hub.submit(cupCommand({ type: 'reopen' }), organiser);
      await pass(5);
    }
    expect(made()).toBe(1);
    await pass(12);
    expect(made()).toBe(2);
  });

  test('[backup] at the end, when something changed since the last', async () => {
    const { hub, backups, names, made } = await hubWithBackups();
    await play(hub, beginning);
    await backups.stop();
    expect(made()).toBe(1);
    expect(names()).toHaveLength(1);
    await backups.stop();
    expect(made()).toBe(1);
  });

  test('[backup] one that fails is a problem until one succeeds, and is tried again each minute', async () => {
    const { folder, hub, pass, made, failures } = await hubWithBackups();
    writeFileSync(join(folder, 'backups'), 'a file in the way');
    await hub.submit(cupCommand({ type: 'close' }), organiser);
    await pass(3);
    expect(failures).toEqual(['BACKUP_FAILED']);
    await pass(59);
    expect(made()).toBe(2);
    expect(failures).toEqual(['BACKUP_FAILED']);
    rmSync(join(folder, 'backups'));
    await pass(60);
    expect(failures).toEqual(['BACKUP_FAILED', '']);
    await pass(200);
    expect(made()).toBe(3);
  });
});

/** The panel is told twice a second, the backups look at the matches once. */
const patience = { timeout: 10_000 };

/** The hub's problems as the panel was last told. */
const problemsSeen = (panel: RawClient): readonly HubStatus['problems'][number][] => {
  const last = panel.frames.findLast((frame) => frame.t === 'snapshot' && frame.topic === 'presence');
  return last?.t === 'snapshot' ? (last.state as HubStatus).problems : [];
};

describe('what the panel is told', () => {
  test('[backup] that the backup failed, and that the data file isn’t affected', async () => {
    const dataDir = freshFolder();
    writeFileSync(join(dataDir, 'backups'), 'a file in the way');
    const app = await startHub(dataDir);
    const { panel } = await withCup(app);
    panel.send({ t: 'watch', topic: 'presence' });
    panel.send({ t: 'submit', command: cupCommand({ type: 'close' }) });
    await expect.poll(() => problemsSeen(panel).map(({ code }) => code), patience).toEqual(['BACKUP_FAILED']);
    expect(problemsSeen(panel)[0]?.message).toMatch(/isn’t affected, whatever was confirmed is kept/);
    expect(logEntries(dataDir).some(({ code }) => code === 'BACKUP_FAILED')).toBe(true);
    rmSync(join(dataDir, 'backups'));
  });

  test('[data] that the data folder is synced, at the start and on the terminal too', async () => {
    const dataDir = join(freshFolder(), 'OneDrive', 'Touchline');
    const app = await startHub(dataDir);
    const { panel } = await withCup(app);
    panel.send({ t: 'watch', topic: 'presence' });
    await expect.poll(() => problemsSeen(panel).map(({ code }) => code), patience).toEqual(['DATA_IN_CLOUD']);
    expect(app.problems()).toEqual(problemsSeen(panel));
  });
});

describe('the disk is full', () => {
  /** A hub on a disk of 3 MB with the cup, its first match running, and a phone that referees it. */
  async function hubOnSmallDisk() {
    const data = join(freshFolder(), 'disk');
    mkdirSync(data);
    smallDisk(data, '3m');
    const hub = await spawnHub(data);
    onTestFinished(() => hub.kill());
    const organising = await organiserOf(hub.port, hub.once);
    const panel = await enter(hub.port, { client: 'panel', token: organising.token, device: 'panel-1' });
    for (const command of cupCommands()) {
      panel.send({ t: 'submit', command });
      await panel.next('kept', (kept) => kept.command === command.id);
    }
    panel.send({ t: 'watch', topic: 'presence' });
    panel.send({ t: 'watch', topic: 'match/m1' });
    const seat = await organising.post('/api/organiser/seats', {
      tournament: 'cup',
      official: 'ref-1',
      role: 'referee',
    });
    const phone = await joinedPhone(`http://127.0.0.1:${hub.port}`, String(seat.json?.secret), 'phone-1');
    onTestFinished(() => phone.stop());
    const client = phone.client();
    client.watch(matchTopic(m1));
    client.watch('tournament/cup' as Parameters<typeof client.watch>[0]);
    await until(client, () => client.shown(matchTopic(m1)));
    for (const body of beginning)
      expect((await client.submit(matchTopic(m1), body).outcome).kind).toBe('kept');
    return { data, hub, panel, client };
  }

  /** What is in the log of the first match, in order. */
  function logged(data: string): readonly { command: string; type: string }[] {
    const db = new Database(join(data, 'touchline.db'));
    const rows = db
      .prepare<[], { command: string; type: string }>(
        "SELECT command_id AS command, type FROM events WHERE topic = 'match/m1' ORDER BY seq",
      )
      .all();
    db.close();
    return rows;
  }

  test.skipIf(noMounts !== undefined)(
    `[invariant 1, 2] nothing is confirmed that isn’t kept, the panel says why, and what waits arrives by itself once there is room ${noMounts ?? ''}`,
    async () => {
      const { data, hub, panel, client } = await hubOnSmallDisk();
      const film = join(data, 'film');
      fillUp(film);
      // A beat from before the set-up was recorded would tell an older head.
      panel.frames.length = 0;
      const before = (await panel.next('beat')).head;

      const taps = ['A', 'A', 'B', 'A', 'B', 'B', 'A'] as const;
      const submitted = taps.map((side) => client.submit(matchTopic(m1), point(side)));
      const answered: string[] = [];
      for (const { id, outcome } of submitted) void outcome.then(() => answered.push(id));
      await until(client, () => client.status().heldBack?.code === 'STORE_FAILED');
      await expect
        .poll(() => problemsSeen(panel).map(({ code }) => code), patience)
        .toEqual(['STORE_FAILED']);
      expect(problemsSeen(panel)[0]?.message).toMatch(/Nothing is lost/);
      // The organiser's own entry is refused with the same code.
      const own = matchCommand(m1, { type: 'ends', left: 'B' });
      panel.send({ t: 'submit', command: own });
      expect(await panel.next('refused', ({ command }) => command === own.id)).toMatchObject({
        code: 'STORE_FAILED',
      });
      // The phone tries again after two seconds and is refused again.
      const failures = (): number => Number(client.status().heldBack !== null) && client.status().waiting;
      expect(failures()).toBe(taps.length);
      panel.frames.length = 0;
      const beats = async (count: number): Promise<number> => {
        await expect
          .poll(() => panel.frames.filter(({ t }) => t === 'beat').length, { timeout: 10_000 })
          .toBeGreaterThanOrEqual(count);
        return panel.frames.findLast((frame) => frame.t === 'beat')?.head ?? -1;
      };
      expect(await beats(2)).toBe(before);
      expect(panel.frames.filter(({ t }) => t === 'events' || t === 'kept')).toEqual([]);
      expect(answered).toEqual([]);
      expect(client.status().waiting).toBe(taps.length);

      rmSync(film);
      await until(client, () => client.status().waiting === 0);
      expect(answered).toEqual(submitted.map(({ id }) => id));
      await expect.poll(() => problemsSeen(panel), patience).toEqual([]);
      expect(client.confirmed(matchTopic(m1))?.records.length).toBe(beginning.length + taps.length);
      expect(await hub.stop()).toBe(0);
      expect(logged(data).slice(beginning.length)).toEqual(
        submitted.map(({ id }) => ({ command: id, type: 'point' })),
      );
    },
    60_000,
  );

  test.skipIf(noMounts !== undefined)(
    `[invariant 1] the hub stops cleanly on a full disk, and begins again where it was ${noMounts ?? ''}`,
    async () => {
      const { data, hub, client } = await hubOnSmallDisk();
      expect((await client.submit(matchTopic(m1), point('A')).outcome).kind).toBe('kept');
      const film = join(data, 'film');
      fillUp(film);
      expect(await hub.stop()).toBe(0);
      expect(readdirSync(data)).not.toContain('touchline.db.restoring');
      expect(statSync(film).size).toBeGreaterThan(1_000_000);
      rmSync(film);
      const again = await spawnHub(data);
      onTestFinished(() => again.kill());
      const board = await enter(again.port, { client: 'board' });
      board.send({ t: 'watch', topic: 'scores/cup' });
      expect((await board.next('snapshot')).state).toContainEqual(
        expect.objectContaining({ id: m1, points: [1, 0] }),
      );
    },
    60_000,
  );

  test.skipIf(noMounts !== undefined)(
    `[disk] the program’s own log goes on in a line of its own after what a full disk cut off ${noMounts ?? ''}`,
    () => {
      const disk = join(freshFolder(), 'disk');
      mkdirSync(disk);
      smallDisk(disk, '300k');
      const { log, close } = openLog(disk);
      log.info('there is room');
      fillUp(join(disk, 'film'));
      log.info('x'.repeat(10_000));
      log.info('no room at all');
      rmSync(join(disk, 'film'));
      log.info('there is room again');
      close();
      log.info('closed');
      const lines = readFileSync(join(disk, 'logs', 'hub.log'), 'utf8')
        .trim()
        .split('\n');
      expect(lines).toHaveLength(3);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'there is room' });
      expect(JSON.parse(lines[2] ?? '')).toMatchObject({ msg: 'there is room again' });
    },
  );
});
