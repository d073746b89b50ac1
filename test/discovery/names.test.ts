import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HubAddress } from '#main/discovery/addresses.ts';
import { planCards } from '#main/discovery/announce.ts';
import { type Claim, goesFirst, proposal, takenBy } from '#main/discovery/claim.ts';
import { namesFor, serviceNames } from '#main/discovery/names.ts';
import { legacyReply, multicastReply, nothingElse, ownRecords, withFlush } from '#main/discovery/replies.ts';

const first = { host: 1, instance: 1 };

const lan = (address: string, card: string, prefix = 24): HubAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
  prefix,
  card,
  kind: address.startsWith('fe80') ? 'linkLocal' : 'lan',
  mac: '3c:6a:a7:11:22:33',
});

const claim: Claim = {
  names: { host: 'touchline.local', instance: 'Spring Cup' },
  port: 4242,
  text: ['txtvers=1', 'path=/', 'id=hub-a', 'v=1.2.3'],
  addresses: ['10.7.1.2', '10.7.2.2', 'fd00::2'],
};

const onTouchline = 'Spring Cup._touchline._tcp.local';
const address = (data: string, ttl = 120) => ({ name: 'touchline.local', type: 'A', ttl, data });
const service = (target: string, port = 4242) => ({
  name: onTouchline,
  type: 'SRV',
  ttl: 120,
  data: { priority: 0, weight: 0, port, target },
});
const text = (...strings: string[]) => ({
  name: onTouchline,
  type: 'TXT',
  ttl: 4500,
  data: strings.map((string) => Buffer.from(string)),
});

test('[RFC 6762 §9] each conflict takes the next number: a hyphen for the host, brackets for the service', () => {
  const wish = { host: 'touchline', name: 'Spring Cup' };
  expect(namesFor(wish, first)).toEqual({ host: 'touchline.local', instance: 'Spring Cup' });
  expect(namesFor(wish, { host: 2, instance: 1 })).toEqual({
    host: 'touchline-2.local',
    instance: 'Spring Cup',
  });
  expect(namesFor(wish, { host: 12, instance: 3 })).toEqual({
    host: 'touchline-12.local',
    instance: 'Spring Cup (3)',
  });
});

test('[RFC 1035 §2.3.4] whatever is typed, the names are valid labels of 63 bytes at most', () => {
  expect(namesFor({ host: 'Halle.local', name: 'Cup 2.0\n' }, first)).toEqual({
    host: 'halle.local',
    instance: 'Cup 2-0',
  });
  expect(namesFor({ host: 'ü', name: ' ' }, first)).toEqual({
    host: 'touchline.local',
    instance: 'Touchline',
  });
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.integer({ min: 1, max: 99 }),
      (typed, attempt) => {
        const names = namesFor({ host: typed, name: typed }, { host: attempt, instance: attempt });
        expect(names.host).toMatch(/^[a-z0-9][a-z0-9-]{0,62}\.local$/);
        expect(Buffer.byteLength(names.instance)).toBeLessThanOrEqual(63);
        expect(names.instance).not.toMatch(/[.\p{Cc}]|^$/u);
      },
    ),
  );
});

test('[RFC 6762 §9] what somebody else says under our names is a conflict', () => {
  expect(takenBy({ answers: [address('10.7.1.9')] }, claim)).toEqual({ host: true, instance: false });
  expect(takenBy({ answers: [{ ...address('10.7.1.9'), name: 'TOUCHLINE.local' }] }, claim).host).toBe(true);
  expect(takenBy({ additionals: [service('touchline.local', 80)] }, claim)).toEqual({
    host: false,
    instance: true,
  });
  expect(takenBy({ answers: [service('printer.local')] }, claim).instance).toBe(true);
  expect(takenBy({ answers: [text('txtvers=1', 'id=hub-b')] }, claim).instance).toBe(true);
});

test('[RFC 6762 §9] our own words, heard from another card or a reflector, are no conflict; nor is a goodbye', () => {
  const free = { host: false, instance: false };
  expect(takenBy({ answers: proposal(claim, [lan('10.7.2.2', 'eth0')]) }, claim)).toEqual(free);
  const spelled = { name: 'touchline.local', type: 'AAAA', ttl: 120, data: 'FD00:0:0:0:0:0:0:2' };
  expect(takenBy({ answers: [spelled] }, claim)).toEqual(free);
  expect(takenBy({ answers: [address('10.7.1.9', 0), { ...text('id=hub-b'), ttl: 0 }] }, claim)).toEqual(
    free,
  );
  expect(takenBy({ answers: [{ ...address('10.7.1.9'), name: 'touchline-2.local' }] }, claim)).toEqual(free);
});

test('[RFC 6762 §9] a copy of the hub with the same id on another laptop is somebody else', () => {
  const copy = { ...claim, names: { ...claim.names, host: 'touchline-2.local' }, addresses: ['10.7.1.9'] };
  const original = { answers: proposal(claim, [lan('10.7.1.2', 'wlan0')]) };
  expect(takenBy(original, { ...copy, names: claim.names })).toEqual({ host: true, instance: false });
  expect(takenBy(original, copy)).toEqual({ host: false, instance: true });
});

test('[RFC 6762 §8.2] of two probes at once the later in the alphabet goes first, and our own is a draw', () => {
  const told = [lan('10.7.1.2', 'wlan0')];
  const probeOf = (other: Claim, ...addresses: string[]) => ({
    authorities: proposal(
      other,
      addresses.map((one) => lan(one, 'eth0')),
    ),
  });
  const other = { ...claim, names: { host: 'touchline.local', instance: 'Autumn Cup' }, addresses: [] };
  expect(goesFirst(probeOf(other, '10.7.1.10'), claim, told)).toBe(true);
  expect(goesFirst(probeOf(other, '9.255.1.1'), claim, told)).toBe(false);
  expect(goesFirst(probeOf(other, '10.7.1.2', '10.7.1.3'), claim, told)).toBe(true);
  expect(goesFirst(probeOf(claim, '10.7.1.2'), claim, told)).toBe(false);
  expect(goesFirst(probeOf(claim, '10.7.2.2'), claim, told)).toBe(false);
  expect(goesFirst({ questions: [{ name: 'touchline.local', type: 'ANY' }] }, claim, told)).toBe(false);
});

test('[RFC 6762 §8.2] two different probes never both go first', () => {
  const claims = fc.record({
    port: fc.integer({ min: 1, max: 65_535 }),
    id: fc.string({ minLength: 1, maxLength: 8 }),
    addresses: fc.uniqueArray(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(claims, claims, (one, two) => {
      const [a, b] = [one, two].map(({ port, id, addresses }) => ({
        made: { ...claim, port, text: ['txtvers=1', `id=${id}`], addresses: [] },
        told: addresses.map((each) => lan(each, 'eth0')),
      }));
      if (a === undefined || b === undefined) return;
      const hostOnly = (side: typeof a) => ({
        authorities: proposal(side.made, side.told).filter(({ name }) => name === 'touchline.local'),
      });
      const wins = [goesFirst(hostOnly(a), b.made, b.told), goesFirst(hostOnly(b), a.made, a.told)];
      expect(wins).not.toEqual([true, true]);
      const same = JSON.stringify(one.addresses.toSorted()) === JSON.stringify(two.addresses.toSorted());
      if (one.addresses.every((each) => !each.includes(':')) && !same) expect(wins).toContain(true);
    }),
  );
});

test("[RFC 6762 §14] a card tells its own addresses and those of other cards in its network, never another network's", () => {
  const addresses = [
    lan('10.7.1.2', 'wlan0'),
    lan('10.7.1.3', 'eth0'),
    lan('10.9.0.2', 'eth1'),
    lan('fd00::2', 'eth1', 64),
    lan('fe80::2', 'eth1', 64),
    lan('fd00::3', 'eth2', 64),
  ];
  const plans = planCards(addresses).map(({ card, own, told }) => [
    card,
    own.map((one) => one.address),
    told.map((one) => one.address),
  ]);
  expect(plans).toEqual([
    ['wlan0', ['10.7.1.2'], ['10.7.1.2', '10.7.1.3']],
    ['eth0', ['10.7.1.3'], ['10.7.1.2', '10.7.1.3']],
    ['eth1', ['10.9.0.2'], ['10.9.0.2', 'fd00::2']],
  ]);
});

test('[RFC 6762 §10.2] what is ours alone flushes caches; shared records and goodbyes do not', () => {
  const pointer = { name: '_http._tcp.local', type: 'PTR', ttl: 4500, data: 'Spring Cup._http._tcp.local' };
  const flushes = withFlush([address('10.7.1.2'), pointer, address('10.7.1.2', 0)]).map(({ flush }) => flush);
  expect(flushes).toEqual([true, false, false]);
});

test("[RFC 6762 §10.1] a goodbye takes back this card's address and leaves the list of types, which is everybody's", () => {
  const types = { name: '_services._dns-sd._udp.local', type: 'PTR', ttl: 0, data: '_http._tcp.local' };
  const gone = [types, { ...service('touchline.local'), ttl: 0 }, address('172.17.0.1', 0)];
  const said = ownRecords(gone, 'touchline.local', [lan('10.7.1.2', 'wlan0')]);
  expect(said.map(({ type, ttl, data }) => [type, ttl, typeof data === 'string' ? data : ''])).toEqual([
    ['SRV', 0, ''],
    ['A', 0, '10.7.1.2'],
  ]);
});

test('[RFC 6762 §7.1] what the asker says it knows is not said again, unless half its time is over', () => {
  const found = { answers: [address('10.7.1.2')], additionals: [], negative: [] };
  const questions = [{ name: 'touchline.local', type: 'A' }];
  expect(multicastReply({ questions, answers: [address('10.7.1.2', 60)] }, found)).toBeUndefined();
  expect(multicastReply({ questions, answers: [address('10.7.1.2', 59)] }, found)?.answers).toHaveLength(1);
  expect(multicastReply({ questions, answers: [address('10.7.1.9', 120)] }, found)?.answers).toHaveLength(1);
});

test('[RFC 6762 §6.1] "there is no other type" is said to everybody as NSEC, to an ordinary resolver as an empty answer', () => {
  const nothing = nothingElse('touchline.local', [lan('10.7.1.2', 'wlan0')]);
  expect(nothing).toMatchObject({ type: 'NSEC', data: { nextDomain: 'touchline.local', rrtypes: ['A'] } });
  const found = { answers: [], additionals: [], negative: [nothing] };
  const query = { id: 7, questions: [{ name: 'touchline.local', type: 'AAAA' }] };
  expect(multicastReply(query, found)?.answers).toMatchObject([{ type: 'NSEC', flush: true }]);
  expect(legacyReply(query, found)).toEqual({
    id: 7,
    questions: query.questions,
    answers: [],
    additionals: [],
  });
  expect(legacyReply(query, { ...found, negative: [] })).toBeUndefined();
});

test('[RFC 6763 §4.1] the service is named under both types', () => {
  expect(serviceNames(claim.names)).toEqual([onTouchline, 'Spring Cup._http._tcp.local']);
});
