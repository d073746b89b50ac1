import { describe, expect, test } from 'vitest';
import { openSocket } from '../../support/wire-socket.ts';
import { smallHub } from './small-hub.ts';
import { eventText, postEvents } from './timing.ts';

const hour = 3_600_000;
const activation = (name: string, rest = {}): string =>
  eventText(name, 'CompetitionActivatedEvent', {}, { competition: { name }, ...rest });

describe('the list of competitions', () => {
  test('[list] an activation is listed for 24 hours', async () => {
    const { port, hand } = await smallHub();
    await postEvents(port, 'a', activation('a'), 'token');
    hand.pass(23 * hour);
    await postEvents(port, 'b', activation('b'), 'token');
    const early = await openSocket(port, '/v1/competitions');
    expect(await early.take(2)).toEqual([activation('a'), activation('b')]);
    hand.pass(hour);
    const late = await openSocket(port, '/v1/competitions');
    expect(await late.take(1)).toEqual([activation('b')]);
    await postEvents(port, 'a', activation('a', { again: true }), 'token');
    expect(await late.take(2)).toEqual([activation('b'), activation('a', { again: true })]);
  });

  test('[list] one who doesn’t read gets everything later, in order, and holds nobody up', async () => {
    const { port } = await smallHub();
    const slow = await openSocket(port, '/v1/competitions');
    slow.socket.pause();
    const sent = Array.from({ length: 40 }, (_, n) => activation(`c${n}`, { pad: 'x'.repeat(100_000) }));
    for (const [n, text] of sent.entries()) await postEvents(port, `c${n}`, text, 'token');
    const quick = await openSocket(port, '/v1/competitions');
    expect(await quick.take(40)).toEqual(sent);
    slow.socket.resume();
    expect(await slow.take(40)).toEqual(sent);
  });
});

describe('who may publish', () => {
  test('[publish] an account that may only watch is refused with 403, and nothing is stored', async () => {
    const { port } = await smallHub('viewer');
    expect(await postEvents(port, 'a', activation('a'), 'token')).toMatchObject({ status: 403 });
    expect((await openSocket(port, '/v1/competitions')).texts).toEqual([]);
  });

  test('[publish] a sender who is too fast is told to wait; the others aren’t', async () => {
    const { port, hand } = await smallHub();
    const statuses: number[] = [];
    const sending = Array.from({ length: 8 }, async () => {
      while (statuses.length < 1_010) {
        const { status } = await postEvents(port, 'a', '[]', 'token');
        statuses.push(status);
      }
    });
    await Promise.all(sending);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_000);
    expect(statuses.filter((status) => status === 429)).toHaveLength(statuses.length - 1_000);
    hand.pass(100);
    expect((await postEvents(port, 'a', '[]', 'token')).status).toBe(200);
  });
});

describe('the pulse', () => {
  test('[pulse] pinged every 54 s; one that answers stays, one that is dead after 60 s goes', async () => {
    const { port, hand, dialect } = await smallHub();
    const alive = await openSocket(port, '/v1/competitions/a');
    const dead = await openSocket(port, '/v1/competitions/a', { autoPong: false });
    const pinged = new Promise((resolve) => alive.socket.once('ping', resolve));
    const answered = new Promise((resolve) => dead.socket.once('ping', resolve));
    expect(dialect.adapters[0]?.clients()).toBe(2);
    hand.pass(53_000);
    hand.pass(1_000);
    await Promise.all([pinged, answered]);
    await postEvents(port, 'a', activation('a'), 'token');
    await alive.take(1);
    hand.pass(7_000);
    await dead.closed();
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });
});
