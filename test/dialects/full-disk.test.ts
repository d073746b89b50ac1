import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../support/folder.ts';
import { ask, organiserOf } from '../support/http.ts';
import { onceOf, startHub } from '../support/hub-app.ts';
import { fillUp, mountMissing, smallDisk } from '../support/mounts.ts';
import { openSocket } from '../support/wire-socket.ts';
import { connect, joined, newMeet, password, update } from './meet/meet-client.ts';
import { frameOf, watcherOf } from './relay/relay-stage.ts';

const noMounts = mountMissing();
if (noMounts !== undefined) console.log(`not run here: a full disk: ${noMounts}`);

const adapters = ['relay', 'meet', 'html', 'rest', 'accounts', 'stream'] as const;
const person = { username: 'heron', email: 'heron@hall.example', password: 'a long password' };

describe('the disk is full, and clients of all older systems go on', () => {
  test.skipIf(noMounts !== undefined)(
    `[disk] none is told that its entry was kept, nobody hears of one, and the panel says so until there is room ${noMounts ?? ''}`,
    async () => {
      const disk = join(freshFolder(), 'disk');
      mkdirSync(disk, { recursive: true });
      smallDisk(disk, '3m');
      const app = await startHub(disk, { adapters, openByDefault: true, passwordCost: 4 });
      const { port } = app;
      const organiser = await organiserOf(port, onceOf(app));
      const made = await organiser.post('/api/organiser/tokens', { name: 'timing' });
      const headers = { authorization: `Bearer ${String(made.json?.token)}` };
      const events = '/v1/competitions/c1/events';
      const activation = { typeName: 'CompetitionActivatedEvent', competitionId: 'c1', competition: {} };
      const event = { typeName: 'HeatStartedEvent', competitionId: 'c1' };
      await ask(port, events, { body: activation, headers });
      await ask(port, '/api/v1/user/signup', { body: person });
      await ask(port, '/api/v1/ws/createRoom', { body: { id: 'hall', name: 'Hall' } });
      const desk = await newMeet(port);
      const screen = await joined(port, desk.meetId, 'Screen');
      const watchers = [
        await watcherOf(port, 'A'),
        await openSocket(port, '/v1/competitions/c1'),
        await openSocket(port, '/api/v1/ws/joinRoom/hall?userId=1&username=otter'),
      ];
      const referee = await openSocket(port, '/referee?refereeID=A');
      referee.send(frameOf('A', 1));
      for (const watcher of watchers) await watcher.take(1);
      const heard = (): readonly number[] => watchers.map(({ texts }) => texts.length);
      const before = heard();

      const film = join(disk, 'film');
      fillUp(film);
      referee.send(frameOf('A', 2));
      const member = await openSocket(port, '/api/v1/ws/joinRoom/hall?userId=2&username=lynx');
      expect(await member.closed()).toEqual({ code: 1013, reason: 'not recorded, try again later' });
      desk.update(update('meet.name', 'River Open', 1, 0));
      expect(await desk.wire.closed()).toEqual({ code: 1013, reason: 'can’t be recorded now' });
      const newcomer = await connect(port);
      newcomer.send('JOIN_MEET', { meetId: desk.meetId, password, locationName: 'Platform' });
      const texts = [String((await newcomer.next('JOIN_REJECTED')).reason)];
      for (const refused of [
        await ask(port, '/referee/register', { body: { ID: 'B' } }),
        await ask(port, '/api/room/hall', { body: { userId: 'heron', text: 'ready' } }),
        await ask(port, '/api/v1/user/login', { body: person }),
        await ask(port, '/api/v1/ws/createRoom', { body: { id: 'gym', name: 'Gym' } }),
        await ask(port, events, { body: event, headers: { ...headers, 'idempotency-key': 'k1' } }),
        await organiser.post('/api/organiser/meets', {
          password,
          locations: [{ name: 'Desk', priority: 1 }],
        }),
      ]) {
        expect([refused.status, refused.text]).toEqual([503, expect.stringMatching(/again/)]);
        texts.push(refused.text);
      }
      // Nobody keeps it for them and sends it again.
      for (const text of texts) expect(text).not.toMatch(/kept/);
      expect(heard()).toEqual(before);
      expect(app.problems().map(({ code }) => code)).toEqual(['STORE_FAILED']);

      // The one who tries again by itself leaves: what is said of the disk must not hang on somebody who writes.
      rmSync(film);
      expect(await watchers[0]?.take(2)).toEqual([frameOf('A', 1), frameOf('A', 2)]);
      referee.socket.close();
      fillUp(film);
      expect((await ask(port, '/referee/register', { body: { ID: 'C' } })).status).toBe(503);
      expect(app.problems().map(({ code }) => code)).toEqual(['STORE_FAILED']);
      rmSync(film);
      await expect.poll(() => app.problems(), { timeout: 5_000 }).toEqual([]);

      const again = await ask(port, events, {
        body: event,
        headers: { ...headers, 'idempotency-key': 'k1' },
      });
      expect(again.json).toEqual({ accepted: 1 });
      const back = await connect(port);
      back.token = desk.token;
      back.update(update('meet.name', 'River Open', 1, 0));
      expect(await back.acks()).toEqual([{ localSeqNum: 1, serverSeqNum: 1 }]);
      expect(await screen.relayed()).toEqual([
        { updateKey: 'meet.name', updateValue: 'River Open', serverSeqNum: 1 },
      ]);
    },
  );
});
