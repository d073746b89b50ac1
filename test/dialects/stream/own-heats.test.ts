import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { uuidOf } from '#main/lib/name-uuid.ts';
import { timedRoutes } from '#main/server/timed-routes.ts';
import type { TimedEvent } from '#shared/domain/timed/records.ts';
import { startHub, withCup } from '../../support/hub-app.ts';
import { enter } from '../../support/raw-client.ts';
import { cupCommands, organiser as organiserIdentity } from '../../support/small-cup.ts';
import { openSocket } from '../../support/wire-socket.ts';
import { smallHub } from './small-hub.ts';

/** The cup and its first distance, as the stream knows them. */
const cup = uuidOf('tournament/cup');
const d1 = uuidOf('distance/d1');

const entries: readonly TimedEvent[] = [
  {
    type: 'distancePut',
    distance: { id: 'd1', name: '400 m', metres: 400, laps: 2, splitTies: true },
  },
  {
    type: 'heatPut',
    heat: {
      id: 'h1',
      distance: 'd1',
      round: 1,
      number: 1,
      lanes: [
        { lane: 1, bib: '11', name: 'Heron', club: 'River' },
        { lane: 2, bib: '12', name: 'Otter', club: '' },
      ],
    },
  },
  { type: 'activate', heat: 'h1' },
  { type: 'start', heat: 'h1', at: 1_700_000_000_000 },
  { type: 'reading', heat: 'h1', key: 'k1', lane: 1, ms: 30_000 },
];

test('[stream] the hub’s own heats reach those who follow the competition, late ones as well; a repeated tap once', async () => {
  const app = await startHub();
  const { organiser } = await withCup(app);
  const early = await openSocket(app.port, `/v1/competitions/${cup.toUpperCase()}`);
  for (const entry of [...entries, ...entries.slice(-1)]) {
    const { status } = await organiser.post('/api/organiser/timed/cup', entry);
    expect(status).toBe(200);
  }
  const types = (texts: readonly string[]) =>
    texts.map((text) => (JSON.parse(text) as { typeName: string }).typeName);
  expect(types(await early.take(6))).toEqual([
    'CompetitionActivatedEvent',
    'DistanceActivatedEvent',
    'HeatActivatedEvent',
    'HeatStartedEvent',
    'RaceLapAddedEvent',
    'LastPresentedRaceLapChangedEvent',
  ]);
  const late = await openSocket(app.port, `/v1/competitions/${cup}`);
  expect(await late.take(6)).toEqual(early.texts);
  // Programs of the clients' own read every id as a UUID, and fail on another.
  const ids = [...early.texts.join().matchAll(/"(?:id|\w+Id)":"([^"]*)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const list = await openSocket(app.port, '/v1/competitions');
  expect(await list.take(1)).toEqual(early.texts.slice(0, 1));
  const board = await enter(app.port, { client: 'board' });
  board.send({ t: 'watch', topic: 'timed/cup' });
  const { state } = await board.next('snapshot', ({ topic }) => topic === 'timed/cup');
  expect(state).toMatchObject({ heats: { h1: { readings: [{ key: 'k1', ms: 30_000 }] } } });
});

test('[stream] a typed time in place of another is one entry: who follows, and who comes late, has the new one alone', async () => {
  const app = await startHub();
  const { organiser } = await withCup(app);
  const early = await openSocket(app.port, `/v1/competitions/${cup}`);
  for (const entry of entries) await organiser.post('/api/organiser/timed/cup', entry);
  await early.take(6);
  const typed = { type: 'reading', heat: 'h1', key: 'k2', lane: 1, ms: 29_870, typed: true, replaces: 'k1' };
  // The answer to the first may have been lost.
  for (let times = 0; times < 2; times += 1) {
    expect((await organiser.post('/api/organiser/timed/cup', typed)).status).toBe(200);
  }
  const [anew] = (await early.take(8)).slice(6);
  const late = await openSocket(app.port, `/v1/competitions/${cup}`);
  const ofHeat = (await late.take(4))[2];
  expect(ofHeat).toBe(anew);
  const { races } = JSON.parse(ofHeat ?? '') as { races: { laps: { time: number; when: string }[] }[] };
  expect(races.map(({ laps }) => laps)).toMatchObject([
    [{ time: 298_700_000, when: new Date(1_700_000_029_870).toISOString() }],
    [],
  ]);
  await organiser.post('/api/organiser/timed/cup', { ...entries[4], key: 'k3', ms: 61_000 });
  expect((await early.take(10))[8]).toContain('"time":610000000');
});

test('[stream] an entry that doesn’t fit is refused and published nowhere', async () => {
  const app = await startHub();
  const { organiser } = await withCup(app);
  const watcher = await openSocket(app.port, `/v1/competitions/${cup}`);
  for (const entry of entries.slice(0, 3)) await organiser.post('/api/organiser/timed/cup', entry);
  const answers = [
    await organiser.post('/api/organiser/timed/cup', entries[4]),
    await organiser.post('/api/organiser/timed/cup', { type: 'reading' }),
    await organiser.post('/api/organiser/timed/none', entries[0]),
  ];
  expect(answers.map(({ json }) => json?.code)).toEqual(['WRONG_STATE', 'BAD_FRAME', 'NO_SUCH_TOURNAMENT']);
  await organiser.post('/api/organiser/timed/cup', entries[3]);
  await watcher.next((text) => text.includes('HeatStartedEvent'));
  expect(watcher.texts).toHaveLength(4);
});

test('[stream] a heat of an earlier distance that is opened again is there for late ones, below its distance', async () => {
  const app = await startHub();
  const { organiser } = await withCup(app);
  const enterAll = async (list: readonly TimedEvent[]): Promise<(string | undefined)[]> => {
    const codes: (string | undefined)[] = [];
    for (const entry of list) {
      const { status, json } = await organiser.post('/api/organiser/timed/cup', entry);
      codes.push(status === 200 ? undefined : String(json?.code));
    }
    return codes;
  };
  const next: TimedEvent = {
    type: 'distancePut',
    distance: { id: 'd2', name: '800 m', metres: 800, laps: 1, splitTies: true },
  };
  const lanes = [{ lane: 1, bib: '11', name: 'Heron', club: '' }];
  const reopen: TimedEvent = { type: 'reopen', heat: 'h1', reason: 'wrong lane' };
  await enterAll([
    ...entries.slice(0, 4),
    { type: 'mark', heat: 'h1', lane: 1, mark: 'DNF' },
    { type: 'mark', heat: 'h1', lane: 2, mark: 'DNS' },
    { type: 'commit', heat: 'h1' },
    next,
    { type: 'heatPut', heat: { id: 'h2', distance: 'd2', round: 1, number: 1, lanes } },
    { type: 'activate', heat: 'h2' },
  ]);
  expect(await enterAll([reopen, { type: 'deactivate', heat: 'h2' }, reopen])).toEqual([
    'WRONG_STATE',
    undefined,
    undefined,
  ]);
  const late = await openSocket(app.port, `/v1/competitions/${cup}`);
  const got = (await late.take(4)).map(
    (text) => JSON.parse(text) as { typeName: string; distanceId?: string },
  );
  expect(got.map(({ typeName, distanceId }) => [typeName, distanceId])).toEqual([
    ['CompetitionActivatedEvent', undefined],
    ['DistanceActivatedEvent', d1],
    ['HeatActivatedEvent', d1],
    ['HeatStartedEvent', d1],
  ]);
});

test('[stream] a tournament whose heats of the same distance go on the next day is in the list again, the day before’s results below it', async () => {
  const { port, hub, hand } = await smallHub();
  const routes = Fastify();
  timedRoutes(routes, hub);
  for (const command of cupCommands()) await hub.submit(command, organiserIdentity);
  const enterAll = async (list: readonly TimedEvent[]): Promise<void> => {
    for (const entry of list) {
      const answer = await routes.inject({
        method: 'POST',
        url: '/api/organiser/timed/cup',
        payload: entry,
      });
      expect(answer.statusCode).toBe(200);
    }
  };
  const lanes = [{ lane: 1, bib: '11', name: 'Heron', club: '' }];
  await enterAll([
    ...entries.slice(0, 4),
    { type: 'heatPut', heat: { id: 'h2', distance: 'd1', round: 1, number: 2, lanes } },
    { type: 'mark', heat: 'h1', lane: 1, mark: 'DNF' },
    { type: 'mark', heat: 'h1', lane: 2, mark: 'DNS' },
    { type: 'commit', heat: 'h1' },
  ]);
  hand.pass(25 * 60 * 60 * 1_000);
  const list = await openSocket(port, '/v1/competitions');
  const early = await openSocket(port, `/v1/competitions/${cup}`);
  const types = (texts: readonly string[]) =>
    texts.map((text) => (JSON.parse(text) as { typeName: string }).typeName);
  expect(types(await early.take(3))).toEqual([
    'CompetitionActivatedEvent',
    'DistanceActivatedEvent',
    'HeatCommittedEvent',
  ]);
  expect(list.texts).toEqual([]);

  await enterAll([
    { type: 'activate', heat: 'h2' },
    { type: 'start', heat: 'h2', at: hand.now() },
  ]);
  expect(types(await list.take(1))).toEqual(['CompetitionActivatedEvent']);
  const now = [
    'CompetitionActivatedEvent',
    'DistanceActivatedEvent',
    'HeatCommittedEvent',
    'HeatActivatedEvent',
    'HeatStartedEvent',
  ];
  expect(types((await early.take(8)).slice(3))).toEqual(now);
  const late = await openSocket(port, `/v1/competitions/${cup}`);
  expect(await late.take(5)).toEqual(early.texts.slice(3));
  const lateList = await openSocket(port, '/v1/competitions');
  expect(await lateList.take(1)).toEqual(list.texts);
});
