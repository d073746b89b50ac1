import { describe, expect, test } from 'vitest';
import type { MeetConflictLine, MeetsStatus } from '#shared/protocol/clients.ts';
import { freshFolder } from '../../support/folder.ts';
import { organiserOf } from '../../support/http.ts';
import { onceOf, startHub } from '../../support/hub-app.ts';
import { enter } from '../../support/raw-client.ts';
import { connect, joined, newMeet, password, update } from './meet-client.ts';

type Meet = MeetsStatus['meets'][number];

/** A hub with its organiser, and what their panel is shown of the meets. */
async function stage(dataDir = freshFolder()) {
  const app = await startHub(dataDir);
  const organiser = await organiserOf(app.port, onceOf(app));
  const panel = await enter(app.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
  panel.send({ t: 'watch', topic: 'meets' });
  return {
    port: app.port,
    stop: app.stop,
    organiser,
    /** Resolves with a meet as soon as it looks so. */
    async meet(id: string, looks: (meet: Meet) => boolean): Promise<Meet> {
      const find = (status: unknown): Meet | undefined =>
        (status as MeetsStatus).meets.find((meet) => meet.id === id && looks(meet));
      const snapshot = await panel.next(
        'snapshot',
        ({ topic, state }) => topic === 'meets' && find(state) !== undefined,
      );
      const meet = find(snapshot.state);
      if (!meet) throw new Error('not there');
      return meet;
    },
  };
}

describe('the panel', () => {
  test('[panel] a meet made there is joined like any other; its conflicts say what won and what lost', async () => {
    const { port, organiser, meet } = await stage();
    const made = await organiser.post('/api/organiser/meets', {
      password,
      name: 'Hall Open',
      locations: [
        { name: 'Desk', priority: 2 },
        { name: 'Platform', priority: 1 },
        { name: 'Screen', priority: null },
      ],
    });
    const meetId = String(made.json?.meetId);
    expect(meetId).toMatch(/^\d{9}$/);
    expect((await organiser.post('/api/organiser/meets', { password: 'short', locations: [] })).status).toBe(
      400,
    );
    const desk = await joined(port, meetId, 'Desk');
    const platform = await joined(port, meetId, 'Platform');
    expect(await meet(meetId, ({ locations }) => locations[1]?.connected === 1)).toMatchObject({
      name: 'Hall Open',
      finished: false,
      recovering: false,
      publications: [],
      locations: [
        { name: 'Desk', priority: 2, connected: 1, behind: 0 },
        { name: 'Platform', priority: 1, connected: 1, behind: 0 },
        { name: 'Screen', priority: null, connected: 0, behind: null, lastSeen: null },
      ],
    });

    desk.update(update('meet.name', 'Hall Open 2', 1, 0));
    await desk.acks();
    platform.update(update('meet.name', 'Platform’s', 1, 0), update('lifting.lift', 'S', 2, 0));
    await platform.rejected();
    platform.update(update('meet.name', 'Platform’s', 1, 0));
    await platform.rejected();
    desk.update(update('lifting', { lift: 'B' }, 2, 1));
    await desk.acks();
    expect(await meet(meetId, ({ conflicts }) => conflicts === 2)).toMatchObject({
      name: 'Hall Open 2',
      newest: 3,
    });
    const { json } = await organiser.get(`/api/organiser/meets/${meetId}/conflicts`);
    const lines = json?.conflicts as MeetConflictLine[];
    expect(lines.map(({ key, won, lost }) => ({ key, won, lost }))).toEqual([
      {
        key: 'lifting',
        won: { number: 3, location: 'Desk', value: '{"lift":"B"}' },
        lost: { number: 2, location: 'Platform', value: '"S"' },
      },
      {
        key: 'meet.name',
        won: { number: 1, location: 'Desk', value: '"Hall Open 2"' },
        lost: { number: null, location: 'Platform', value: '"Platform’s"' },
      },
    ]);
    desk.wire.socket.terminate();
    const gone = await meet(meetId, ({ locations, newest }) => newest === 3 && locations[0]?.connected === 0);
    expect(gone.locations[0]?.lastSeen).toBeGreaterThan(0);
  });

  test('[panel] a hub that is started anew says of a place when it was there last, and of none that it never was', async () => {
    const dataDir = freshFolder();
    const before = await stage(dataDir);
    const desk = await newMeet(before.port);
    await joined(before.port, desk.meetId, 'Screen');
    await before.stop();
    const { meet } = await stage(dataDir);
    const { locations, createdAt } = await meet(desk.meetId, () => true);
    const seen = Object.fromEntries(locations.map(({ name, lastSeen }) => [name, lastSeen]));
    expect(seen.Desk).toBeGreaterThanOrEqual(createdAt);
    expect(seen.Screen).toBeGreaterThanOrEqual(createdAt);
    expect(seen.Platform).toBeNull();
  });

  test('[publish] the results are kept byte for byte, the meet is finished, and publishing again changes nothing', async () => {
    const { port, organiser, meet } = await stage();
    const desk = await newMeet(port);
    desk.update(update('a', 1, 1, 0));
    await desk.acks();
    const oplCsv = 'Name,"Best, kg"\r\nZoë Øtter,"1""2"\n\u2028\t';
    const publish = async (csv: string): Promise<void> => {
      desk.say('PUBLISH_MEET', { returnEmail: 'desk@hall.example', oplCsv: csv });
      expect(await desk.next('PUBLISH_ACK')).toEqual({ msgType: 'PUBLISH_ACK' });
    };
    await publish(oplCsv);
    await publish(oplCsv);
    const { publications, newest } = await meet(desk.meetId, ({ finished }) => finished);
    expect(publications).toMatchObject([
      { bytes: Buffer.byteLength(oplCsv), returnEmail: 'desk@hall.example' },
    ]);
    expect(newest).toBe(1);
    const url = `/api/organiser/meets/${desk.meetId}/publications/${publications[0]?.id}`;
    expect((await organiser.get(url)).text).toBe(oplCsv);
    expect((await organiser.get(`${url}0`)).status).toBe(404);
    await meet(desk.meetId, ({ publications: [first] }) =>
      (first?.deliveries ?? []).some(({ target, state }) => target === 'folder' && state === 'delivered'),
    );

    // Joining and pulling go on; updates don't, except that what was accepted is acknowledged again.
    desk.update(update('a', 1, 1, 0), update('a', 2, 2, 1));
    expect(await desk.acks()).toEqual([{ localSeqNum: 1, serverSeqNum: 1 }]);
    expect(await desk.rejected()).toEqual([
      { localSeqNum: 2, conflict: false, reason: 'the meet is finished, its results were published' },
    ]);
    const late = await joined(port, desk.meetId, 'Screen');
    expect(await late.pull(0)).toEqual([{ updateKey: 'a', updateValue: 1, serverSeqNum: 1 }]);
    late.say('PUBLISH_MEET', { returnEmail: '', oplCsv: 'x' });
    await late.next('MALFORMED_MESSAGE');
    const stranger = await connect(port);
    stranger.send('PUBLISH_MEET', { sessionToken: 'nobody’s', returnEmail: '', oplCsv: 'x' });
    await stranger.next('INVALID_SESSION');
  });

  test('[view] anybody may watch what an audience sees of a meet, and nothing else', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    const spectator = await enter(port, { client: 'live' });
    spectator.send({ t: 'watch', topic: `lifting/${desk.meetId}` });
    spectator.send({ t: 'watch', topic: 'lifting/000000000' });
    await spectator.next('snapshot', ({ topic, state }) => topic === 'lifting/000000000' && state === null);
    desk.update(
      update('meet.name', 'Hall Open', 1, 0),
      update('registration.entries[0]', { id: 1, name: 'Heron', notes: 'a private remark' }, 2, 0),
    );
    await desk.acks();
    const { state } = await spectator.next(
      'snapshot',
      ({ topic, state: view }) => topic === `lifting/${desk.meetId}` && view !== null,
    );
    expect(state).toMatchObject({ meet: 'Hall Open' });
    expect(JSON.stringify(spectator.frames)).not.toMatch(/private|scrypt/);
  });
});
