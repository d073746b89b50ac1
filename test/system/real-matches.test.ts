import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { expect, onTestFinished, test } from 'vitest';
import { nodePlatform } from '#main/client/node-platform.ts';
import { createHubClient } from '#shared/client/client.ts';
import type { HubClient } from '#shared/client/hub-client.ts';
import { until } from '#shared/client/until.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { matchTopic, tournamentTopic } from '#shared/domain/topic.ts';
import { flakyLine } from '../support/flaky-line.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { enterMatch, joinedPhone } from '../support/phone.ts';
import { realMatches, realRecords, realTournament } from '../support/real-tournament.ts';
import { spawnHub } from '../support/running-hub.ts';

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const board = (port: number): HubClient => {
  const client = createHubClient(
    {
      client: 'board',
      addresses: [`http://127.0.0.1:${port}`],
      token: null,
      device: `board-${port}` as DeviceId,
      build: null,
    },
    nodePlatform(),
  );
  onTestFinished(() => client.stop());
  client.watch(`scores/${realTournament}`);
  for (const { id } of realMatches) client.watch(matchTopic(id));
  return client;
};

/** What a board shows, once it has everything up to the end of each match. */
async function shownBy(client: HubClient): Promise<unknown> {
  await until(client, () =>
    client.confirmed(`scores/${realTournament}`)?.every(({ result }) => result === 'official'),
  );
  await until(client, () =>
    realMatches.every(({ id }) => client.confirmed(matchTopic(id))?.result === 'official'),
  );
  return {
    scores: client.confirmed(`scores/${realTournament}`),
    matches: realMatches.map(({ id }) => client.confirmed(matchTopic(id))),
  };
}

test('[invariants 1 to 4] fourteen real matches, cut lines, reloaded pages, two kills: every tap counts once and the results are the known ones', async () => {
  const random = chance(Number(process.env.TOUCHLINE_SEED));
  const data = freshFolder();
  let hub = await spawnHub(data);
  let reviving: Promise<void> = Promise.resolve();
  onTestFinished(async () => {
    await reviving;
    await hub.kill();
  });
  const line = await flakyLine(hub.port);

  const organiser = await organiserOf(hub.port, hub.once);
  const panel = createHubClient(
    {
      client: 'panel',
      addresses: [`http://127.0.0.1:${hub.port}`],
      token: organiser.token,
      device: 'panel-1' as DeviceId,
      build: null,
    },
    nodePlatform(),
  );
  onTestFinished(() => panel.stop());
  const setUp = [
    panel.submit(tournamentTopic(realTournament), {
      type: 'create',
      details: { name: 'Real matches', timeZone: 'Europe/Ljubljana', startsOn: '2026-05-16' },
    }),
    panel.submit(tournamentTopic(realTournament), { type: 'put', records: realRecords }),
  ];
  for (const { outcome } of setUp) expect((await outcome).kind).toBe('kept');

  const stayed = board(hub.port);
  const phones = await Promise.all(
    realMatches.map(async ({ official, number }) => {
      const seat = await organiser.post('/api/organiser/seats', {
        tournament: realTournament,
        official,
        role: 'referee',
      });
      const phone = await joinedPhone(
        `http://127.0.0.1:${hub.port}`,
        String(seat.json?.secret),
        `phone-${number}`,
        line.connect,
      );
      onTestFinished(() => phone.stop());
      return phone;
    }),
  );

  const total = realMatches.reduce(
    (sum, { sets }) => sum + sets.reduce((n, { taps }) => n + taps.length, 0),
    0,
  );
  let entered = 0;
  const killAt = [Math.floor(total * 0.3), Math.floor(total * 0.65)];
  const revive = async (): Promise<void> => {
    await hub.kill();
    hub = await spawnHub(data, hub.port);
    for (const phone of phones) phone.client().wake();
  };
  const counts = await Promise.all(
    realMatches.map((match, i) => {
      const phone = phones[i];
      if (!phone) throw new Error('a phone for each match');
      return enterMatch(phone, match, async () => {
        entered += 1;
        if (entered === killAt[0]) {
          killAt.shift();
          reviving = reviving.then(revive);
        }
        if (random() < 0.01) line.cut();
        if (random() < 0.01) phone.reload();
        await turn();
      });
    }),
  );
  await reviving;
  expect(killAt).toEqual([]);
  for (const phone of phones) {
    phone.client().wake();
    await until(phone.client(), () => phone.client().status().waiting === 0);
    expect(phone.client().status().refused).toEqual([]);
    expect(phone.client().status().keptAside).toBe(0);
  }

  const late = board(hub.port);
  expect(await shownBy(late)).toEqual(await shownBy(stayed));

  const csv = await organiser.get(`/api/organiser/export/${realTournament}/matches.csv`);
  const rows = Papa.parse<Record<string, string>>(csv.text, { header: true, skipEmptyLines: true }).data;
  expect(
    rows.map(({ number, side1, side2, score, periods, winner, resultStatus, revision }) => ({
      number,
      side1,
      side2,
      score,
      periods,
      winner,
      resultStatus,
      revision,
    })),
  ).toEqual(
    realMatches.map(({ number, names, score, periods, winner }) => ({
      number: String(number),
      side1: names[0],
      side2: names[1],
      score,
      periods,
      winner: winner === 'A' ? names[0] : names[1],
      resultStatus: 'official',
      revision: '1',
    })),
  );

  const events = await organiser.get(`/api/organiser/export/${realTournament}/events.csv`);
  const lines = Papa.parse<Record<string, string>>(events.text, { header: true, skipEmptyLines: true }).data;
  expect(await hub.stop()).toBe(0);
  const db = new Database(join(data, 'touchline.db'), { readonly: true });
  const logged = db
    .prepare<[], { topic: string; n: number; commands: number }>(
      "SELECT topic, count(*) AS n, count(DISTINCT command_id) AS commands FROM events WHERE topic LIKE 'match/%' GROUP BY topic",
    )
    .all();
  const points = db
    .prepare<[], { topic: string; n: number }>(
      "SELECT topic, count(*) AS n FROM events WHERE type = 'point' GROUP BY topic",
    )
    .all();
  db.close();
  const byTopic = new Map(logged.map((row) => [row.topic, row]));
  for (const [i, { id, sets }] of realMatches.entries()) {
    expect(byTopic.get(matchTopic(id))).toEqual({ topic: matchTopic(id), n: counts[i], commands: counts[i] });
    const rallies = sets.reduce(
      (sum, { taps }) => sum + taps.filter(({ type }) => type === 'point').length,
      0,
    );
    expect(points.find(({ topic }) => topic === matchTopic(id))?.n).toBe(rallies);
  }
  expect(lines.filter(({ matchId }) => matchId !== '')).toHaveLength(counts.reduce((sum, n) => sum + n, 0));
}, 60_000);
