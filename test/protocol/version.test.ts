import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programFolder, version as programVersion } from '#main/version.ts';
import type { EventId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { protocolVersions } from '#shared/protocol/version.ts';
import { ask } from '../support/http.ts';
import { startHub, withCup } from '../support/hub-app.ts';
import { enter, type RawClient } from '../support/raw-client.ts';
import { beginning, cup, matchCommand } from '../support/small-cup.ts';
import { read } from './document.ts';
import { pathsOf, Recorded, schemaShapes, sha256, whyNot } from './shape.ts';

const file = 'test/protocol/shape.json';
const m1 = 'm1' as Parameters<typeof matchCommand>[0];

const point = (side: 'A' | 'B'): MatchCommandBody => ({ type: 'point', side });

/** A match that has been through much: a set, an undo, a card, an interval, a takeover with a branch beside it. */
async function play(panel: RawClient, phone: RawClient): Promise<void> {
  let base = 0;
  let last = '';
  const say = async (client: RawClient, body: MatchCommandBody, seen = base): Promise<void> => {
    const command = matchCommand(m1, body, { base: seen });
    client.send({ t: 'submit', command });
    base = (await client.next('kept', (kept) => kept.command === command.id)).seq;
    last = `${command.id}.0`;
  };
  for (const body of beginning) await say(phone, body);
  for (let i = 0; i < 21; i += 1) await say(phone, point('A'));
  await say(phone, { type: 'service', side: 'A', server: 0, receiver: 0 });
  await say(phone, { type: 'setStart' });
  await say(phone, point('B'));
  await say(phone, { type: 'void', event: last as EventId, reason: '' });
  await say(phone, { type: 'card', side: 'B', card: 'yellow', player: 'Otter' });
  for (let i = 0; i < 11; i += 1) await say(phone, point('A'));
  const seen = base;
  await say(panel, { type: 'takeCharge' });
  await say(phone, point('B'), seen);
}

/** The states of every topic after that, as the hub sends them. */
async function stateShapes(): Promise<Readonly<Record<string, readonly string[]>>> {
  const app = await startHub();
  const { organiser, panel } = await withCup(app);
  const seat = await organiser.post('/api/organiser/seats', {
    tournament: cup.id,
    official: cup.officials[0],
    role: 'referee',
  });
  const body = { secret: seat.json?.secret, device: 'phone-1' };
  const joined = await ask(app.port, '/api/join', { body });
  const phone = await enter(app.port, { client: 'referee', token: joined.json?.token });
  await organiser.post('/api/organiser/settings', {
    wifi: { ssid: 'River', password: 'made-up-word', security: 'WPA' },
    address: '192.0.2.1',
  });
  await play(panel, phone);
  const shapes: Record<string, readonly string[]> = {};
  for (const topic of ['tournament/cup', 'match/m1', 'scores/cup', 'people', 'presence', 'tournaments']) {
    panel.frames.length = 0;
    panel.send({ t: 'watch', topic });
    const { state } = await panel.next('snapshot', (frame) => frame.topic === topic);
    shapes[`state of ${topic.replace(/\/.*/, '/…')}`] = pathsOf(state);
  }
  return shapes;
}

const versionNow: number = Math.max(...protocolVersions);

test('[P70] what travels has the shape that is recorded for this version', async () => {
  const shapes = { ...schemaShapes(), ...(await stateShapes()) };
  const hashes = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, sha256(shape)]));
  const recorded = Recorded.parse(JSON.parse(read(file)));
  const changed = [...new Set([...Object.keys(hashes), ...Object.keys(recorded.sha256)])].filter(
    (name) => hashes[name] !== recorded.sha256[name],
  );
  if (changed.length === 0 && recorded.version === versionNow) return;
  const forbidden = whyNot(recorded, versionNow);
  if (process.env.TOUCHLINE_ACCEPT_PROTOCOL === '1' && forbidden === null) {
    const fresh = { version: versionNow, released: false, sha256: hashes };
    writeFileSync(join(programFolder, file), `${JSON.stringify(fresh, null, 2)}\n`);
    return;
  }
  expect.fail(
    `The protocol has changed: ${changed.join(', ') || `version ${recorded.version} became ${versionNow}`}. ${
      forbidden ??
      'If that is meant, run this test once with TOUCHLINE_ACCEPT_PROTOCOL=1 and commit test/protocol/shape.json with the change.'
    }`,
  );
});

test('[P70] a released shape is changed under a higher version only', () => {
  expect(whyNot({ version: 1, released: false }, 1)).toBeNull();
  expect(whyNot({ version: 1, released: true }, 1)).toContain('Add 2 to');
  expect(whyNot({ version: 1, released: true }, 2)).toBeNull();
});

test('[P70] a released program has its protocol marked as released', () => {
  const recorded = Recorded.parse(JSON.parse(read(file)));
  const isDated = new RegExp(`^## \\[${programVersion.replaceAll('.', '\\.')}\\] - \\d{4}-`, 'm');
  const released = isDated.test(read('CHANGELOG.md'));
  expect(
    released && !recorded.released,
    `CHANGELOG.md dates ${programVersion}: set "released" in ${file}`,
  ).toBe(false);
});
