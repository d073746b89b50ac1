import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Answer, ask } from '../support/http.ts';
import { startHub, withCup } from '../support/hub-app.ts';
import { connect, enter, type RawClient } from '../support/raw-client.ts';
import { cup, matchCommand } from '../support/small-cup.ts';

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

/** The hub's status as the panel has it, when it fits. */
const status = (
  panel: RawClient,
  fits: (state: { joinRequests: { id: string; name: string }[]; joinCode: string }) => boolean,
) =>
  panel
    .next('snapshot', (frame) => frame.topic === 'presence' && fits(frame.state as never))
    .then(
      (frame) => frame.state as never as { joinRequests: { id: string; name: string }[]; joinCode: string },
    );

/** A seat of the cup: `official` null for anyone who gives a name. */
const openSeat = (
  organiser: Awaited<ReturnType<typeof withCup>>['organiser'],
  official: string | null,
): Promise<Answer> =>
  organiser.post('/api/organiser/seats', { tournament: cup.id, official, role: 'referee' });

/** Joins with a seat's secret as the device phone-1. */
const takeSeat = (port: number, seat: Answer): Promise<Answer> =>
  ask(port, '/api/join', { body: { secret: seat.json?.secret, device: 'phone-1' } });

describe('by QR code', () => {
  test('[join] the seat’s secret lets an official in, who can score at once', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    const seat = await openSeat(organiser, 'ref-1');
    expect(seat.json?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/j#[\w-]{22}$/);
    const joined = await takeSeat(app.port, seat);
    expect(joined.json).toMatchObject({
      device: 'phone-1',
      tournament: 'cup',
      official: { id: 'ref-1', name: 'Referee 1' },
    });
    const phone = await enter(app.port, { client: 'referee', token: joined.json?.token });
    expect(await phone.next('welcome')).toMatchObject({
      role: 'referee',
      device: 'phone-1',
      official: { id: 'ref-1', name: 'Referee 1' },
      tournament: 'cup',
    });
    const command = matchCommand(m1, { type: 'start' });
    phone.send({ t: 'submit', command });
    await phone.next('kept');
  });

  test('[join] an open seat asks for a name and makes an official of it, once for each name', async () => {
    const app = await startHub();
    const { organiser, panel } = await withCup(app);
    const seat = await openSeat(organiser, null);
    const secret = seat.json?.secret;
    expect(await ask(app.port, '/api/join', { body: { secret, device: 'phone-1' } })).toMatchObject({
      status: 409,
      json: { code: 'NAME_NEEDED' },
    });
    const first = await ask(app.port, '/api/join', { body: { secret, device: 'phone-1', name: 'Kestrel' } });
    const again = await ask(app.port, '/api/join', {
      body: { secret, device: 'phone-2', name: ' kestrel ' },
    });
    expect(again.json?.official).toEqual(first.json?.official);
    panel.send({ t: 'watch', topic: 'tournament/cup' });
    const { state } = await panel.next('snapshot', (frame) => frame.topic === 'tournament/cup');
    expect(
      Object.values((state as { officials: Record<string, { name: string }> }).officials).filter(
        ({ name }) => name === 'Kestrel',
      ),
    ).toHaveLength(1);
  });

  test('[join] a phone that somebody else joined with before gets a device id of its own', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    const ids: unknown[] = [];
    for (const official of ['ref-1', 'ref-2']) {
      const seat = await openSeat(organiser, official);
      ids.push((await takeSeat(app.port, seat)).json?.device);
    }
    expect(ids[0]).toBe('phone-1');
    expect(ids[1]).not.toBe('phone-1');
  });

  test('[join] a secret that isn’t known, a closed seat: refused in words', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    expect(
      await ask(app.port, '/api/join', { body: { secret: 'made-up', device: 'phone-1' } }),
    ).toMatchObject({ status: 404, json: { code: 'SEAT_UNKNOWN' } });
    const seat = await openSeat(organiser, 'ref-1');
    await organiser.post(`/api/organiser/seats/${seat.json?.seat}/close`);
    expect(await takeSeat(app.port, seat)).toMatchObject({ status: 404 });
  });

  test('[join] neither secrets nor tokens lie in the data folder', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    const seat = await openSeat(organiser, 'ref-1');
    const joined = await takeSeat(app.port, seat);
    const secrets = [organiser.token, String(seat.json?.secret), String(joined.json?.token)];
    const files = readdirSync(app.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name));
      for (const secret of secrets) expect(bytes.includes(secret), `${file.name} holds a secret`).toBe(false);
    }
  });

  test('[join] a revoked phone is out at once and can’t come back with its token', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    const seat = await openSeat(organiser, 'ref-1');
    const joined = await takeSeat(app.port, seat);
    const phone = await enter(app.port, { client: 'referee', token: joined.json?.token });
    await organiser.post('/api/organiser/devices/phone-1/revoke');
    expect((await phone.closed()).code).toBe(4401);
    const back = await connect(app.port);
    back.send({ t: 'hello', versions: [1], client: 'referee', token: joined.json?.token });
    expect((await back.closed()).code).toBe(4401);
  });

  test('[join] a phone that was shut out can’t come back with the code it scanned, nor with one open to anyone', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    const own = await openSeat(organiser, 'ref-1');
    const anyone = await openSeat(organiser, null);
    const other = await openSeat(organiser, 'ref-2');
    await takeSeat(app.port, own);
    await organiser.post('/api/organiser/devices/phone-1/revoke');
    expect((await takeSeat(app.port, own)).status).toBe(404);
    expect((await takeSeat(app.port, anyone)).status).toBe(404);
    expect((await takeSeat(app.port, other)).status).toBe(200);
  });

  test('[join] tokens hold across a restart of the hub', async () => {
    const app = await startHub();
    const { organiser } = await withCup(app);
    const seat = await openSeat(organiser, 'ref-1');
    const joined = await takeSeat(app.port, seat);
    await app.stop();
    const again = await startHub(app.dataDir);
    const phone = await enter(again.port, { client: 'referee', token: joined.json?.token });
    expect(await phone.next('welcome')).toMatchObject({ role: 'referee', device: 'phone-1' });
    const panel = await enter(again.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
    expect(await panel.next('welcome')).toMatchObject({ role: 'organiser' });
  });
});

describe('by typed code', () => {
  async function asked(
    body: Record<string, unknown>,
    times = 1,
  ): Promise<{
    app: Awaited<ReturnType<typeof startHub>>;
    answers: Answer[];
    panel: RawClient;
    organiser: Awaited<ReturnType<typeof withCup>>['organiser'];
  }> {
    const app = await startHub();
    const { organiser, panel } = await withCup(app);
    panel.send({ t: 'watch', topic: 'presence' });
    const { joinCode } = await status(panel, () => true);
    const answers: Answer[] = [];
    for (let i = 0; i < times; i += 1) {
      answers.push(
        await ask(app.port, '/api/join/code', {
          body: { code: joinCode, name: 'Kestrel', device: 'phone-9', ...body },
        }),
      );
    }
    return { app, answers, panel, organiser };
  }

  test('[join] the code alone lets nobody in: the organiser says yes, and the waiting phone hears it', async () => {
    const { app, answers, panel, organiser } = await asked({});
    const [answer] = answers;
    expect(answer?.status).toBe(202);
    const { joinRequests } = await status(panel, (state) => state.joinRequests.length === 1);
    expect(joinRequests[0]).toMatchObject({ name: 'Kestrel' });
    const waiting = ask(app.port, `/api/join/code/${answer?.json?.request}?key=${answer?.json?.key}`);
    await organiser.post(`/api/organiser/join-requests/${joinRequests[0]?.id}`, {
      accept: true,
      role: 'referee',
      official: null,
    });
    const admitted = await waiting;
    expect(admitted.json).toMatchObject({
      state: 'admitted',
      device: 'phone-9',
      official: { name: 'Kestrel' },
      tournament: 'cup',
    });
    const phone = await enter(app.port, { client: 'referee', token: admitted.json?.token });
    expect(await phone.next('welcome')).toMatchObject({ role: 'referee' });
  });

  test('[join] a declined phone is told so, and another’s key opens nothing', async () => {
    const { app, answers, panel, organiser } = await asked({});
    const [answer] = answers;
    const { joinRequests } = await status(panel, (state) => state.joinRequests.length === 1);
    expect((await ask(app.port, `/api/join/code/${answer?.json?.request}?key=other`)).status).toBe(404);
    await organiser.post(`/api/organiser/join-requests/${joinRequests[0]?.id}`, { accept: false });
    expect(
      (await ask(app.port, `/api/join/code/${answer?.json?.request}?key=${answer?.json?.key}`)).json,
    ).toEqual({ state: 'declined' });
  });

  test('[join] five tries a minute from one address, then wait', async () => {
    const { answers } = await asked({ code: '000000x' }, 6);
    expect(answers.map(({ status: code }) => code)).toEqual([400, 400, 400, 400, 400, 429]);
    expect(answers[5]?.json).toMatchObject({ code: 'TRY_LATER' });
    expect(Number(answers[5]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('[join] with joining by code off, no code is right', async () => {
    const app = await startHub();
    const { organiser, panel } = await withCup(app);
    panel.send({ t: 'watch', topic: 'presence' });
    const { joinCode } = await status(panel, () => true);
    await organiser.post('/api/organiser/settings', { joinByCode: false });
    expect(
      await ask(app.port, '/api/join/code', { body: { code: joinCode, name: 'Kestrel', device: 'phone-9' } }),
    ).toMatchObject({ status: 400, json: { code: 'CODE_WRONG' } });
  });
});
