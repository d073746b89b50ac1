import { rmSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freshFolder } from '../../support/folder.ts';
import { startHub } from '../../support/hub-app.ts';
import { spawnHub } from '../../support/running-hub.ts';
import {
  connect,
  endpoints,
  joined,
  newMeet,
  password,
  type Relayed,
  stateOf,
  type TestClient,
  update,
} from './meet-client.ts';

/** A hub of its own, and the same place again after it was killed; `lose` takes its folder away. */
async function hubToKill() {
  const dataDir = freshFolder();
  let hub = await spawnHub(dataDir);
  onTestFinished(() => hub.kill());
  const { port } = hub;
  return {
    port,
    async killAndStart({ lose }: { lose: boolean }) {
      await hub.kill();
      if (lose) rmSync(dataDir, { recursive: true });
      hub = await spawnHub(dataDir, port);
    },
  };
}

/** What a client knows: the updates of the hub by their numbers, and its own that aren't acknowledged. */
interface Knowledge {
  readonly log: readonly Relayed[];
  readonly unsent: readonly { readonly key: string; readonly value: unknown }[];
}

/** Answers the hub's question as a client does: everything that it knows, in order, and then what it couldn't send. */
async function tell(client: TestClient, { log, unsent }: Knowledge): Promise<void> {
  await client.next('SERVER_PULL');
  const known = log.map(({ updateKey, updateValue, serverSeqNum }, n) =>
    update(updateKey, updateValue, n + 1, serverSeqNum - 1),
  );
  const own = unsent.map(({ key, value }, n) => update(key, value, log.length + n + 1, log.length));
  client.update(...known, ...own);
}

/** A log of a meet as three locations wrote it, with keys that are written again and again. */
async function playedMeet(
  port: number,
  length: number,
): Promise<{ meetId: string; log: readonly Relayed[] }> {
  const desk = await newMeet(port);
  const platform = await joined(port, desk.meetId, 'Platform');
  for (let n = 1; n <= length; n += 1) {
    const writer = n % 3 === 0 ? platform : desk;
    writer.update(
      update(n % 4 === 0 ? 'lifting.flight' : `registration.entries[${n % 5}].name`, n % 7, n, n - 1),
    );
    await writer.acks();
  }
  return { meetId: desk.meetId, log: await platform.pull(0) };
}

const recreate = { thisLocationName: 'Desk', password, endpoints };

describe('recovery', () => {
  test('[resume] after a kill every client goes on with its token, and nothing is lost or there twice', async () => {
    const hub = await hubToKill();
    const desk = await newMeet(hub.port);
    desk.update(update('a', 1, 1, 0));
    await desk.acks();
    await hub.killAndStart({ lose: false });
    const again = await connect(hub.port);
    again.token = desk.token;
    again.update(update('a', 1, 1, 0), update('b', 2, 2, 1));
    expect(await again.acks()).toEqual([
      { localSeqNum: 1, serverSeqNum: 1 },
      { localSeqNum: 2, serverSeqNum: 2 },
    ]);
    expect(stateOf(await again.pull(0))).toEqual({ a: 1, b: 2 });
  });

  test('[recovery] a lost log is put together again from its clients, the same with the same numbers', async () => {
    const hub = await hubToKill();
    const { meetId, log } = await playedMeet(hub.port, 24);
    await hub.killAndStart({ lose: true });

    const stranger = await connect(hub.port);
    stranger.send('CLIENT_PULL', { sessionToken: `${meetId}.gone`, lastServerSeq: 24 });
    await stranger.next('INVALID_SESSION');
    // The platform is back first; it creates the meet again, and knows less than the desk and the screen.
    const platform = await connect(hub.port);
    await platform.create({ ...recreate, thisLocationName: 'Platform', meetId });
    expect(platform.meetId).toBe(meetId);
    const desk = await joined(hub.port, meetId, 'Desk');
    const screen = await joined(hub.port, meetId, 'Screen');
    // What was made offline waits until what it was made after is there again.
    desk.update(update('offline', 'desk', 100, 20));
    platform.say('CLIENT_PULL', { lastServerSeq: 18 });
    await tell(desk, { log: log.slice(0, 20), unsent: [] });
    await tell(platform, { log: log.slice(0, 18), unsent: [] });
    expect(await desk.acks()).toEqual(
      log.slice(0, 20).map((_, n) => ({ localSeqNum: n + 1, serverSeqNum: n + 1 })),
    );
    expect(await platform.acks()).toEqual(
      log.slice(0, 18).map((_, n) => ({ localSeqNum: n + 1, serverSeqNum: n + 1 })),
    );
    expect(await desk.acks()).toEqual([{ localSeqNum: 100, serverSeqNum: 21 }]);

    // The screen knows four more than both: another round, and it is asked last.
    screen.say('CLIENT_PULL', { lastServerSeq: 24 });
    await tell(desk, { log: log.slice(0, 20), unsent: [] });
    await tell(platform, { log: log.slice(0, 20), unsent: [] });
    await tell(screen, { log, unsent: [] });
    expect((await screen.acks()).length).toBe(24);
    const late = await joined(hub.port, meetId, 'Screen');
    const whole = await late.pull(0);
    expect(whole.map(({ serverSeqNum }) => serverSeqNum)).toEqual(whole.map((_, n) => n + 1));
    expect(stateOf(whole)).toEqual({ ...stateOf(log), offline: 'desk' });
    expect(whole.length).toBe(25);
    for (const client of [desk, platform, screen])
      expect(stateOf(await client.pull(0))).toEqual(stateOf(whole));
    for (const client of [desk, platform, screen])
      expect(client.rest().join()).not.toContain('UPDATE_REJECTED');
  });

  test.each([
    ['the higher priority first', ['Desk', 'Platform']],
    ['the lower priority first', ['Platform', 'Desk']],
  ] as const)('[recovery] what two made offline meets after the log: %s', async (_, order) => {
    const lost = await startHub();
    const { meetId, log } = await playedMeet(lost.port, 12);
    await lost.stop();
    const hub = await startHub();
    const unsent = {
      Desk: [{ key: 'lifting.flight', value: 'A' }],
      Platform: [{ key: 'lifting.flight', value: 'B' }],
    };
    const [first, second] = order;
    const one = await connect(hub.port);
    await one.create({ ...recreate, thisLocationName: first, meetId });
    one.say('CLIENT_PULL', { lastServerSeq: 12 });
    await tell(one, { log, unsent: unsent[first] });
    await one.acks();
    const two = await joined(hub.port, meetId, second);
    two.update(update('lifting.flight', unsent[second][0]?.value, 50, 12));
    if (second === 'Platform')
      expect(await two.rejected()).toMatchObject([{ localSeqNum: 50, conflict: true }]);
    else expect(await two.acks()).toEqual([{ localSeqNum: 50, serverSeqNum: 14 }]);
    expect(stateOf(await two.pull(12))).toMatchObject({ 'lifting.flight': 'A' });
    expect(stateOf(await one.pull(0))).toEqual({ ...stateOf(log), 'lifting.flight': 'A' });
  });

  test('[recovery] who is still to be asked is sent nothing that could overwrite what it knows', async () => {
    const lost = await startHub();
    const { meetId, log } = await playedMeet(lost.port, 14);
    await lost.stop();
    const hub = await startHub();
    const desk = await connect(hub.port);
    await desk.create({ ...recreate, meetId });
    const platform = await joined(hub.port, meetId, 'Platform');
    const screen = await joined(hub.port, meetId, 'Screen');
    platform.say('CLIENT_PULL', { lastServerSeq: 14 });
    // What the desk couldn't send gets a number under which the platform knows another update.
    await tell(desk, { log: log.slice(0, 12), unsent: [{ key: 'offline', value: 'desk' }] });
    // Nor does it get between them when the platform goes on before it is asked.
    platform.update(update('offline', 'platform', 200, 5));
    expect((await desk.acks()).at(-1)).toEqual({ localSeqNum: 13, serverSeqNum: 13 });
    await tell(platform, { log, unsent: [] });
    expect((await platform.acks()).slice(12)).toEqual([
      { localSeqNum: 13, serverSeqNum: 14 },
      { localSeqNum: 14, serverSeqNum: 15 },
    ]);
    const types = platform.wire.texts.map((text) => /"msgType":"(\w+)"/.exec(text)?.[1]);
    expect(types.slice(0, 2)).toEqual(['MEET_JOINED', 'SERVER_PULL']);
    expect(await platform.rejected()).toMatchObject([{ localSeqNum: 200, conflict: true }]);
    // Who isn't asked gets all of it afterwards.
    await expect.poll(() => screen.rest().join(), { timeout: 10_000 }).toContain('"serverSeqNum":15');
    const whole = await screen.pull(0);
    expect(stateOf(whole)).toEqual({ ...stateOf(log), offline: 'desk' });
    expect(whole.length).toBe(15);
    for (const client of [desk, platform]) expect(await client.pull(0)).toEqual(whole);
  });

  test('[recovery] clients that say nothing hold nobody up for long, and the hub goes on', async () => {
    const hub = await startHub();
    const desk = await newMeet(hub.port);
    const platform = await joined(hub.port, desk.meetId, 'Platform');
    desk.update(update('a', 1, 1, 0));
    await desk.acks();
    platform.say('CLIENT_PULL', { lastServerSeq: 9 });
    expect(await desk.next('SERVER_PULL')).toEqual({ msgType: 'SERVER_PULL', lastServerSeq: 1 });
    // Updates go on meanwhile, also one that is sent again.
    desk.update(update('a', 1, 1, 0), update('b', 1, 2, 1));
    expect(await desk.acks()).toEqual([
      { localSeqNum: 1, serverSeqNum: 1 },
      { localSeqNum: 2, serverSeqNum: 2 },
    ]);
    expect(await platform.next('SERVER_PULL')).toEqual({ msgType: 'SERVER_PULL', lastServerSeq: 1 });
    await expect.poll(() => platform.rest().join(), { timeout: 15_000 }).toContain('"serverSeqNum":2');
    expect(stateOf(await platform.pull(0))).toEqual({ a: 1, b: 1 });
  });
});
