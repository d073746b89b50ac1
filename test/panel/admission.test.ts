import { expect, test } from 'vitest';
import { createOrganiserApi, type OpenedSeat } from '#pages/panel/organiser-api.ts';
import { createSeatBook } from '#pages/panel/seat-book.ts';
import { admit } from '#pages/panel/session.ts';
import { ok } from '#shared/lib/result.ts';
import { cup } from '../support/small-cup.ts';

/** A tab's storage. */
function tab(kept: Record<string, string> = {}) {
  const items = new Map(Object.entries(kept));
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}
const answering =
  (status: number, body: unknown): typeof fetch =>
  async () =>
    new Response(JSON.stringify(body), { status });
const token = { 'touchline.organiser': 'kept' };

test('the one-time token leaves the address before the hub is asked, and its exchange stays in the tab', async () => {
  const steps: string[] = [];
  const storage = tab();
  const admission = await admit({
    fragment: '#once-123',
    clearFragment: () => void steps.push('cleared'),
    storage,
    fetch: async (...asked) => {
      steps.push('asked');
      return answering(200, { token: 'fresh' })(...asked);
    },
  });
  expect(steps).toEqual(['cleared', 'asked']);
  expect(admission).toEqual({ kind: 'admitted', token: 'fresh' });
  expect(storage.items.get('touchline.organiser')).toBe('fresh');
});

test('a used link stops only a tab that has no token yet', async () => {
  const used = answering(401, { code: 'TOKEN_UNKNOWN', message: 'used' });
  const around = { fragment: '#once', clearFragment: () => {}, fetch: used };
  expect(await admit({ ...around, storage: tab() })).toEqual({ kind: 'linkUsed', message: 'used' });
  expect(await admit({ ...around, storage: tab(token) })).toEqual({ kind: 'admitted', token: 'kept' });
});

test('a route is no token: the tab’s own is used and nothing is asked', async () => {
  const never: typeof fetch = () => Promise.reject(new Error('not to be asked'));
  const around = { fragment: '#/cup/live', clearFragment: () => {}, fetch: never };
  expect(await admit({ ...around, storage: tab(token) })).toEqual({ kind: 'admitted', token: 'kept' });
  expect(await admit({ ...around, storage: tab() })).toEqual({ kind: 'noLink' });
});

test('a hub that doesn’t answer is told from a link that doesn’t work', async () => {
  const away: typeof fetch = () => Promise.reject(new TypeError('failed to fetch'));
  const around = { fragment: '#once', clearFragment: () => {}, fetch: away };
  expect(await admit({ ...around, storage: tab() })).toEqual({ kind: 'hubAway' });
});

test('the hub’s refusal comes through word for word; silence has a code of its own', async () => {
  const refused = createOrganiserApi(
    't',
    answering(400, { code: 'BAD_FRAME', message: 'no', params: { path: 'x' } }),
  );
  expect(await refused.renewCode()).toEqual({
    ok: false,
    error: { code: 'BAD_FRAME', message: 'no', params: { path: 'x' } },
  });
  const away = createOrganiserApi('t', () => Promise.reject(new TypeError('away')));
  expect(await away.renewCode()).toMatchObject({ ok: false, error: { code: 'HUB_AWAY' } });
});

test('an exported file keeps its byte order mark', async () => {
  const api = createOrganiserApi('t', async () => new Response('\uFEFFa;b'));
  expect(await api.csv(cup.id, 'matches', ';', true)).toEqual({ ok: true, value: '\uFEFFa;b' });
});

test('a QR code shown again is the same one; a new one closes the old; another address needs another', async () => {
  const opened: string[] = [];
  const closed: string[] = [];
  const seats = createSeatBook({
    openSeat: async () => {
      opened.push('seat');
      const n = String(opened.length);
      return ok<OpenedSeat>({ seat: n, secret: 's', url: `u${n}`, expires: 100_000_000 });
    },
    closeSeat: async (seat) => {
      closed.push(seat);
      return ok(null);
    },
  });
  const wish = {
    tournament: cup.id,
    official: null,
    role: 'referee',
    address: 'http://192.168.1.20:8000',
  } as const;
  const urlOf = async (...asked: Parameters<typeof seats.seatFor>) => {
    const seat = await seats.seatFor(...asked);
    return seat.ok ? seat.value.url : null;
  };
  expect(await urlOf(wish, 0)).toBe('u1');
  expect(await urlOf(wish, 0)).toBe('u1');
  expect(await urlOf({ ...wish, address: 'http://10.0.0.2:8000' }, 0)).toBe('u2');
  expect(await urlOf(wish, 0, true)).toBe('u3');
  expect(closed).toEqual(['1']);
  expect(await urlOf(wish, 99_000_000)).toBe('u4');
  expect(await urlOf(wish, 0)).toBe('u4');
  // Somebody was shut out, and the hub has closed the codes that they may have kept.
  seats.forget();
  expect(await urlOf(wish, 0)).toBe('u5');
});
