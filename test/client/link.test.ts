import { expect, test } from 'vitest';
import {
  createLink,
  type Link,
  type LinkOwner,
  silentAfterMs,
  welcomeWithinMs,
} from '#shared/client/link.ts';
import { closeCodes } from '#shared/protocol/close-codes.ts';
import type { Welcome } from '#shared/protocol/down.ts';
import { beatEveryMs, protocolVersions, staleAfterMs } from '#shared/protocol/version.ts';
import { type FakeHub, type FakeHubRules, fakeHub } from '../support/fake-hub.ts';
import { type HandTimers, handTimers } from '../support/hand-timers.ts';

interface Stage {
  readonly hub: FakeHub & { readonly rules: FakeHubRules };
  readonly timers: HandTimers;
  readonly link: Link;
  readonly told: string[];
  readonly welcomes: Welcome[];
  readonly senses: { visible: boolean; chance: number };
}

/** A link to a fake hub, started; nothing has been delivered. */
function stage(
  addresses: readonly string[] = ['http://192.168.1.20:8000'],
  rules: Partial<FakeHubRules> = {},
): Stage {
  const timers = handTimers();
  const hub = fakeHub({ now: timers.now, addresses: [], ...rules });
  const told: string[] = [];
  const welcomes: Welcome[] = [];
  const senses = { visible: true, chance: 0.5 };
  const owner: LinkOwner = {
    addresses,
    hello: () => ({ t: 'hello', versions: [...protocolVersions], client: 'referee' }),
    beat: () => ({ t: 'beat', waiting: 0, match: null }),
    welcomed: (welcome) => {
      told.push('welcomed');
      welcomes.push(welcome);
    },
    heard: (frame) => told.push(frame.t),
    unreadable: () => told.push('unreadable'),
    lost: () => told.push('lost'),
    changed: () => {},
  };
  const link = createLink(
    {
      ...timers,
      openSocket: hub.openSocket,
      random: () => senses.chance,
      visible: () => senses.visible,
    },
    owner,
  );
  link.start();
  return { hub, timers, link, told, welcomes, senses };
}

/** The same, welcomed by the hub. */
function welcomed(addresses?: readonly string[], rules?: Partial<FakeHubRules>): Stage {
  const made = stage(addresses, rules);
  made.hub.flush();
  return made;
}

test('[P1] hello is the first frame of every socket, and nothing else is sent before the welcome', () => {
  const { hub, link } = stage();
  hub.line().accept();
  expect(link.send({ t: 'watch', topic: 'tournaments' })).toBe(false);
  link.beat();
  expect(hub.line().up).toEqual([
    JSON.stringify({ t: 'hello', versions: [...protocolVersions], client: 'referee' }),
  ]);
});

test('[P1] the socket is at /socket of the address, with TLS where the address has it', () => {
  expect(stage(['http://192.168.1.20:8000']).hub.line().url).toBe('ws://192.168.1.20:8000/socket');
  expect(stage(['https://hub.example']).hub.line().url).toBe('wss://hub.example/socket');
});

test('[P2] the welcome opens the link', () => {
  const { hub, link, told } = stage();
  hub.line().accept();
  hub.line().deliverUp();
  expect(link.state()).toBe('connecting');
  hub.line().deliverDown();
  expect(told).toEqual(['welcomed']);
  expect(link.state()).toBe('live');
  expect(link.send({ t: 'watch', topic: 'tournaments' })).toBe(true);
});

test('[P2] an address that says no welcome in time is given up for the next', () => {
  const { hub, timers, senses } = stage(['http://10.0.0.1:8000', 'http://10.0.0.2:8000']);
  senses.chance = 0;
  timers.pass(welcomeWithinMs - 1);
  expect(hub.lines).toHaveLength(1);
  timers.pass(1);
  expect(hub.lines[0]?.state()).toBe('closed');
  expect(hub.line().url).toBe('ws://10.0.0.2:8000/socket');
});

test('[P3] a version that this page doesn’t speak ends it: a person has to reload', () => {
  const { hub, timers, link } = welcomed(undefined, { version: 99 });
  expect(link.ended()).toEqual({ code: 4406, reason: closeCodes.version.reason });
  expect(link.state()).toBe('away');
  link.wake();
  timers.pass(60_000);
  expect(hub.lines).toHaveLength(1);
});

test('[P20] a page in the foreground beats every 5 s, one in the background doesn’t', () => {
  const { hub, timers, senses } = welcomed();
  const beats = () => hub.line().said.filter((up) => up.t === 'beat').length;
  const passAlive = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      hub.beat();
      timers.pass(1_000);
      hub.flush();
    }
  };
  passAlive(beatEveryMs - 1_000);
  expect(beats()).toBe(0);
  passAlive(1_000);
  expect(beats()).toBe(1);
  passAlive(2 * beatEveryMs);
  expect(beats()).toBe(3);
  senses.visible = false;
  passAlive(4 * beatEveryMs);
  expect(beats()).toBe(3);
  senses.visible = true;
  passAlive(beatEveryMs);
  expect(beats()).toBe(4);
});

test('[P21] a link on which nothing is heard is half-open: it is closed and made again at once', () => {
  const { hub, timers, told } = welcomed();
  timers.pass(silentAfterMs - 1);
  hub.line().send({ t: 'beat', now: timers.now(), head: 0 });
  hub.line().deliverDown();
  timers.pass(silentAfterMs - 1);
  expect(hub.lines).toHaveLength(1);
  timers.pass(1);
  expect(told).toEqual(['welcomed', 'lost']);
  expect(hub.lines[0]?.state()).toBe('closed');
  expect(hub.lines).toHaveLength(2);
});

test('[P21] a half-open link that comes back half-open doesn’t hammer the hub', () => {
  const { hub, timers, link, senses } = welcomed();
  senses.chance = 0.999;
  timers.pass(6_000);
  link.reconnect();
  timers.pass(0);
  expect(hub.lines).toHaveLength(2);
  hub.flush();
  link.reconnect();
  timers.pass(900);
  expect(hub.lines).toHaveLength(2);
  timers.pass(200);
  expect(hub.lines).toHaveLength(3);
});

test('[P22] it is live while something was heard, stale after 5 s of silence, away 5 s after it was lost', () => {
  const { hub, timers, link } = welcomed();
  timers.pass(staleAfterMs - 1);
  expect(link.state()).toBe('live');
  timers.pass(1);
  expect(link.state()).toBe('stale');
  hub.line().send({ t: 'beat', now: timers.now(), head: 0 });
  hub.line().deliverDown();
  expect(link.state()).toBe('live');
  expect(link.lastHeard()).toBe(timers.now());
  hub.line().cut();
  expect(link.state()).toBe('stale');
  timers.pass(staleAfterMs);
  expect(link.state()).toBe('away');
});

test('waits grow from 0.5 s to 10 s, with full jitter', () => {
  const { hub, timers, senses } = stage();
  senses.chance = 0.5;
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    hub.line().cut();
    const before = hub.lines.length;
    let waited = 0;
    while (hub.lines.length === before) {
      timers.pass(10);
      waited += 10;
    }
    waits.push(waited);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
});

test('a connection that lasted begins the waits anew; one that was cut at once doesn’t', () => {
  const { hub, timers, senses } = stage();
  senses.chance = 0.999;
  for (let attempt = 0; attempt < 6; attempt += 1) {
    hub.line().cut();
    timers.pass(10_000);
  }
  hub.flush();
  hub.line().cut();
  const before = hub.lines.length;
  timers.pass(9_000);
  expect(hub.lines).toHaveLength(before);
  timers.pass(1_000);
  hub.flush();
  timers.pass(5_000);
  hub.line().cut();
  timers.pass(500);
  expect(hub.lines).toHaveLength(before + 2);
});

test('waking up connects at once', () => {
  const { hub, timers, link, senses } = stage();
  senses.chance = 0.999;
  for (let attempt = 0; attempt < 6; attempt += 1) {
    hub.line().cut();
    timers.pass(10_000);
  }
  hub.line().cut();
  const before = hub.lines.length;
  link.wake();
  expect(hub.lines).toHaveLength(before + 1);
  link.wake();
  expect(hub.lines).toHaveLength(before + 1);
});

test('waking up asks a silent link and makes a new one when it doesn’t answer', () => {
  const { hub, timers, link } = welcomed();
  hub.line().swallow();
  timers.pass(3_000);
  link.wake();
  expect(hub.lines).toHaveLength(1);
  expect(JSON.parse(hub.line().up.at(-1) ?? '{}')).toEqual({ t: 'beat', waiting: 0, match: null });
  timers.pass(1_500);
  expect(hub.lines[0]?.state()).toBe('closed');
  expect(hub.lines).toHaveLength(2);
});

test('all addresses of the hub are tried: the last good one first, those it named, those it was given', () => {
  const { hub, timers, link, senses } = stage(['http://10.0.0.1:8000', 'http://10.0.0.2:8000'], {
    addresses: ['http://10.0.0.3:8000'],
  });
  senses.chance = 0;
  hub.line().cut();
  timers.pass(0);
  hub.line().accept();
  hub.line().flush();
  expect(link.addresses()).toEqual(['http://10.0.0.2:8000', 'http://10.0.0.3:8000', 'http://10.0.0.1:8000']);
  hub.line().send({ t: 'moved', addresses: ['http://10.0.0.4:8000', 'http://10.0.0.2:8000'] });
  hub.line().flush();
  const tried: string[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    hub.line().cut();
    timers.pass(0);
    tried.push(hub.line().url);
  }
  expect(tried).toEqual([
    'ws://10.0.0.2:8000/socket',
    'ws://10.0.0.4:8000/socket',
    'ws://10.0.0.1:8000/socket',
    'ws://10.0.0.2:8000/socket',
  ]);
});

test('[P30] a bye that says “not again” ends it, one that doesn’t is a lost connection', () => {
  const going = welcomed();
  going.senses.chance = 0;
  going.hub.line().send({ t: 'bye', ...closeCodes.goingAway });
  going.hub.flush();
  going.timers.pass(0);
  expect(going.link.ended()).toBeNull();
  expect(going.hub.lines).toHaveLength(2);

  const revoked = welcomed();
  revoked.hub.line().send({ t: 'bye', ...closeCodes.tokenUnknown });
  revoked.hub.flush();
  revoked.timers.pass(60_000);
  expect(revoked.link.ended()).toEqual({ code: 4401, reason: closeCodes.tokenUnknown.reason });
  expect(revoked.hub.lines).toHaveLength(1);
});

test('[P30] the close code alone says the same', () => {
  const { hub, timers, link } = welcomed();
  hub.line().cut(closeCodes.notAllowed.code, 'no');
  timers.pass(60_000);
  expect(link.ended()).toEqual({ code: 4403, reason: 'no' });
  expect(hub.lines).toHaveLength(1);
});

test('[P30] a hub under pressure is left alone for up to 10 s', () => {
  const { hub, timers, senses } = welcomed();
  senses.chance = 0.9;
  timers.pass(6_000);
  hub.line().cut(closeCodes.shed.code);
  timers.pass(8_900);
  expect(hub.lines).toHaveLength(1);
  timers.pass(200);
  expect(hub.lines).toHaveLength(2);
});

test('a stranger at one address doesn’t end it while another address may be the hub’s', () => {
  const { hub, timers, link, senses } = stage(['http://10.0.0.1:8000', 'http://10.0.0.2:8000']);
  senses.chance = 0;
  hub.line().cut(closeCodes.tokenUnknown.code, 'who?');
  timers.pass(0);
  expect(link.ended()).toBeNull();
  expect(hub.line().url).toBe('ws://10.0.0.2:8000/socket');
  hub.line().cut();
  expect(link.ended()).toEqual({ code: 4401, reason: 'who?' });
});

test('a frame that can’t be read gives the connection up; one of an unknown type is passed over', () => {
  const { hub, link, told } = welcomed();
  hub.line().send('{"t":"confetti"}');
  hub.line().flush();
  expect(told).toEqual(['welcomed']);
  expect(link.state()).toBe('live');
  hub.line().send('{"t":"events","events":[{"seq":"one"}]}');
  hub.line().flush();
  expect(told).toEqual(['welcomed', 'unreadable', 'lost']);
});

test('a platform that forbids an address doesn’t stop the others', () => {
  const timers = handTimers();
  const hub = fakeHub();
  const link = createLink(
    {
      ...timers,
      openSocket(url, handlers) {
        if (url.includes('10.0.0.1')) throw new Error('SecurityError');
        return hub.openSocket(url, handlers);
      },
      random: () => 0.1,
      visible: () => true,
    },
    {
      addresses: ['http://10.0.0.1:8000', 'http://10.0.0.2:8000'],
      hello: () => ({ t: 'hello', versions: [1], client: 'live' }),
      beat: () => ({ t: 'beat', waiting: 0, match: null }),
      welcomed: () => {},
      heard: () => {},
      unreadable: () => {},
      lost: () => {},
      changed: () => {},
    },
  );
  link.start();
  timers.pass(100);
  expect(hub.line().url).toBe('ws://10.0.0.2:8000/socket');
});

test('a stopped link has no timers left and stays closed', () => {
  const { hub, timers, link } = welcomed();
  link.stop();
  expect(hub.line().state()).toBe('closed');
  expect(timers.set()).toBe(0);
  link.wake();
  timers.pass(60_000);
  expect(hub.lines).toHaveLength(1);
});

test('the hub’s time is known to half a round trip', () => {
  const hubAhead = 3_600_000;
  const made = stage();
  made.hub.rules.now = () => made.timers.now() + hubAhead;
  made.hub.line().accept();
  made.timers.pass(100);
  made.hub.line().deliverUp();
  made.timers.pass(100);
  made.hub.line().deliverDown();
  expect(made.link.now()).toBe(made.timers.now() + hubAhead);
});

test('late frames don’t set the clock back', () => {
  const { hub, timers, link } = welcomed();
  for (let i = 0; i < 30; i += 1) {
    hub.line().send({ t: 'beat', now: timers.now(), head: 0 });
    timers.sleep(2_000);
  }
  hub.line().send({ t: 'beat', now: timers.now(), head: 0 });
  hub.line().flush();
  expect(link.now()).toBe(timers.now());
  hub.line().send({ t: 'beat', now: timers.now(), head: 0 });
  timers.sleep(2_500);
  hub.line().flush();
  expect(link.now()).toBe(timers.now());
});

test('a small correction holds the clock, a large one sets it', () => {
  const { hub, timers, link } = welcomed();
  const before = link.now();
  timers.adjust(-1_000);
  expect(link.now()).toBe(before);
  timers.pass(1_500);
  expect(link.now()).toBe(before + 500);
  timers.adjust(3_600_000);
  for (let i = 0; i < 5; i += 1) hub.line().send({ t: 'beat', now: before + 500, head: 0 });
  hub.line().flush();
  expect(link.now()).toBe(before + 500);
});
