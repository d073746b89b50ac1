import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { type Avahi, avahiMissing, startAvahi } from '../support/avahi.ts';
import { askOnce, findFrom, type HubProcess, startEar, startHub, statedIn } from '../support/mdns-hosts.ts';
import { eventually, type Host, type Laboratory, netnsMissing, openLaboratory } from '../support/netns.ts';

const noNamespaces = netnsMissing();
const noAvahi = noNamespaces ?? avahiMissing();
if (noNamespaces !== undefined) console.log(`not run here: mDNS between hosts: ${noNamespaces}`);
else if (noAvahi !== undefined) console.log(`not run here: mDNS against avahi: ${noAvahi}`);

const TEST_MS = 30_000;

/** A laboratory of one test; it is closed when the test is over. */
const laboratory = ({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Laboratory => {
  const opened = openLaboratory();
  onTestFinished(() => opened.close());
  return opened;
};

const addressesOf = (records: ReturnType<typeof statedIn>, host: string): string[] =>
  [
    ...new Set(
      records
        .filter(({ name, type, ttl }) => name === host && type === 'A' && ttl > 0)
        .map(({ data }) => data),
    ),
  ].toSorted();

describe.skipIf(noAvahi !== undefined)(`one hub in the hall, seen by avahi ${noAvahi ?? ''}`, () => {
  let lab: Laboratory;
  let phone: Host;
  let avahi: Avahi;
  let hub: HubProcess;

  beforeAll(async () => {
    lab = openLaboratory();
    const hall = lab.network();
    phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.3/24' }]);
    const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
    avahi = await startAvahi(phone);
    hub = startHub(laptop, { name: 'Spring Cup', hubId: 'hub-a', port: 4242 });
    await hub.announced();
  }, TEST_MS);
  afterAll(() => lab?.close());

  for (const type of ['_touchline._tcp', '_http._tcp']) {
    test(`[RFC 6763 §4] ${type} is browsed with its TXT and address`, async () => {
      const browse = avahi.browse(type);
      const service = await eventually('avahi resolves it', () => browse.resolved()[0], {
        explain: browse.output,
      });
      expect(service).toMatchObject({
        name: 'Spring Cup',
        host: 'touchline.local',
        address: '10.7.1.2',
        port: 4242,
      });
      expect(service.text.toSorted()).toEqual(['id=hub-a', 'path=/', 'txtvers=1', 'v=1.2.3']);
    });
  }

  test('[RFC 6762 §3] the host name resolves to the address', async () => {
    expect(await avahi.resolve('touchline.local')).toBe('10.7.1.2');
  });

  test('[RFC 6762 §6.7] an ordinary resolver is answered by unicast, for ten seconds at most', async () => {
    const [reply, ...more] = await askOnce(phone, '10.7.1.3', 'touchline.local', 'A');
    expect(more).toEqual([]);
    expect(reply).toMatchObject({
      from: '10.7.1.2',
      port: 5353,
      packet: {
        id: 0x4711,
        questions: [{ name: 'touchline.local', type: 'A' }],
        answers: [{ name: 'touchline.local', type: 'A', data: '10.7.1.2', flush: false }],
      },
    });
    expect(reply?.packet.answers[0]?.ttl).toBeLessThanOrEqual(10);

    const [browsed] = await askOnce(phone, '10.7.1.3', '_touchline._tcp.local', 'PTR');
    const everything = [...(browsed?.packet.answers ?? []), ...(browsed?.packet.additionals ?? [])];
    expect(everything.map(({ type }) => type).toSorted()).toEqual(['A', 'PTR', 'SRV', 'TXT']);
    expect(Math.max(...everything.map(({ ttl }) => ttl))).toBeLessThanOrEqual(10);
  });

  test('[RFC 6762 §6.1] a type that the host name has no record of is answered at once, with nothing', async () => {
    const [reply] = await askOnce(phone, '10.7.1.3', 'touchline.local', 'AAAA');
    expect(reply?.packet).toMatchObject({ id: 0x4711, isResponse: true, answers: [] });
  });

  test('mDNS: findHubs finds the hub from another host', async () => {
    expect(await findFrom(phone, 400)).toEqual([
      {
        name: 'Spring Cup',
        host: 'touchline.local',
        addresses: ['10.7.1.2'],
        port: 4242,
        id: 'hub-a',
        version: '1.2.3',
        url: 'http://10.7.1.2:4242/',
      },
    ]);
  });

  test(
    '[RFC 6762 §10.1] stopping says goodbye: avahi drops both services, and the shared list of types stays',
    async () => {
      const ear = await startEar(phone, '10.7.1.3');
      const browses = ['_touchline._tcp', '_http._tcp'].map((type) => avahi.browse(type));
      for (const browse of browses) {
        await eventually('avahi knows it', () => browse.resolved()[0], { explain: browse.output });
      }
      expect(await hub.process.end()).toBe(0);
      expect(hub.process.lines.at(-1)).toBe('{"stopped":true}');
      for (const browse of browses) {
        expect(await eventually('avahi drops it', () => browse.removed()[0])).toBe('Spring Cup');
      }
      const goodbyes = statedIn(ear()).filter(({ ttl }) => ttl === 0);
      expect(goodbyes.map(({ type, name }) => `${type} ${name}`)).toContain('A touchline.local');
      expect(goodbyes.filter(({ name }) => name.startsWith('_services.'))).toEqual([]);
    },
    TEST_MS,
  );
});

describe.skipIf(noAvahi !== undefined)(
  `names that somebody has ${noAvahi ?? ''}`,
  { concurrent: true },
  () => {
    test(
      '[RFC 6762 §9] the second hub becomes touchline-2, and the first is undisturbed',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const hosts = [2, 3, 4].map((last) =>
          lab.host(`hub${last}`, [{ card: 'eth0', network: hall, address: `10.7.1.${last}/24` }]),
        );
        const avahi = await startAvahi(phone);
        const ear = await startEar(phone, '10.7.1.9');
        const browse = avahi.browse('_touchline._tcp');
        const names: string[] = [];
        for (const [index, host] of hosts.entries()) {
          const hub = startHub(host, { name: 'Spring Cup', hubId: `hub-${index + 1}` });
          const announced = await hub.announced();
          names.push(`${announced.host} ${announced.name}`);
        }

        expect(names).toEqual([
          'touchline.local Spring Cup',
          'touchline-2.local Spring Cup (2)',
          'touchline-3.local Spring Cup (3)',
        ]);
        await eventually('avahi resolves all', () => browse.resolved().length >= 3, {
          explain: browse.output,
        });
        expect(browse.resolved().map(({ host, address }) => `${host} ${address}`)).toEqual([
          'touchline.local 10.7.1.2',
          'touchline-2.local 10.7.1.3',
          'touchline-3.local 10.7.1.4',
        ]);
        expect(browse.removed()).toEqual([]);
        expect(await avahi.resolve('touchline.local')).toBe('10.7.1.2');
        expect(statedIn(ear()).filter(({ ttl }) => ttl === 0)).toEqual([]);
        expect(addressesOf(statedIn(ear()), 'touchline.local')).toEqual(['10.7.1.2']);
      },
      TEST_MS,
    );

    test(
      '[RFC 6762 §8.1] a host name that avahi announces is left to it; the service keeps its own name',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.3/24' }]);
        const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
        const avahi = await startAvahi(phone);
        await avahi.publishAddress('touchline.local', '10.7.1.3');
        const hub = startHub(laptop, { name: 'Spring Cup' });
        expect(await hub.announced()).toEqual({ host: 'touchline-2.local', name: 'Spring Cup' });
        expect(hub.renamed()).toEqual([{ host: 'touchline-2.local', instance: 'Spring Cup' }]);
        expect(await avahi.resolve('touchline.local')).toBe('10.7.1.3');
        expect(await avahi.resolve('touchline-2.local')).toBe('10.7.1.2');
      },
      TEST_MS,
    );

    test(
      '[RFC 6762 §9] two halls that are joined while both hubs run end up with two names',
      async (context) => {
        const lab = laboratory(context);
        const [hall, gallery] = [lab.network(), lab.network()];
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const avahi = await startAvahi(phone);
        const first = lab.host('hub1', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
        const second = lab.host('hub2', [{ card: 'eth0', network: gallery, address: '10.7.1.3/24' }]);
        const ear = await startEar(phone, '10.7.1.9');
        const hubs = [startHub(first, { hubId: 'hub-1' }), startHub(second, { hubId: 'hub-2' })];
        for (const hub of hubs) expect((await hub.announced()).host).toBe('touchline.local');

        lab.join(hall, gallery);
        const renamed = await eventually(
          'one of them is renamed',
          async () => {
            await askOnce(phone, '10.7.1.9', 'touchline.local', 'A').catch(() => []);
            return hubs.flatMap((hub) => hub.renamed()).at(-1);
          },
          { explain: () => hubs.map((hub) => hub.process.lines.join('\n')).join('\n--\n') },
        );
        expect(renamed).toEqual({ host: 'touchline-2.local', instance: 'Spring Cup (2)' });
        const addresses = await eventually('both resolve', async () => {
          const found = [await avahi.resolve('touchline.local'), await avahi.resolve('touchline-2.local')];
          return found.every((address) => address !== undefined) && found[0] !== found[1] && found;
        });
        expect(addresses.toSorted()).toEqual(['10.7.1.2', '10.7.1.3']);
        expect(hubs.filter((hub) => hub.renamed().length > 0)).toHaveLength(1);
        // The loser's goodbye would end the winner's service in every cache.
        expect(statedIn(ear()).filter(({ ttl }) => ttl === 0)).toEqual([]);
      },
      TEST_MS,
    );

    test(
      '[RFC 6762 §8.2] two hubs that start at once agree before either announces the name',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const ear = await startEar(phone, '10.7.1.9');
        const hubs = [2, 3].map((last) =>
          startHub(lab.host(`hub${last}`, [{ card: 'eth0', network: hall, address: `10.7.1.${last}/24` }]), {
            hubId: `hub-${last}`,
            port: 4240 + last,
          }),
        );
        const names = await Promise.all(hubs.map((hub) => hub.announced()));
        expect(names.map(({ host }) => host).toSorted()).toEqual(['touchline-2.local', 'touchline.local']);
        const winners = await eventually('both are announced', () => {
          const said = ['touchline.local', 'touchline-2.local'].map((name) =>
            addressesOf(statedIn(ear()), name),
          );
          return said.every((addresses) => addresses.length > 0) && said;
        });
        expect(winners.flat().toSorted()).toEqual(['10.7.1.2', '10.7.1.3']);
      },
      TEST_MS,
    );

    test(
      'mDNS: a hub that was killed and starts again takes its old name',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.3/24' }]);
        const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
        const avahi = await startAvahi(phone);
        const browse = avahi.browse('_touchline._tcp');
        const killed = startHub(laptop);
        await killed.announced();
        await eventually('avahi knows it', () => browse.resolved()[0], { explain: browse.output });
        process.kill(killed.process.pid, 'SIGKILL');
        await killed.process.ended;
        expect(await startHub(laptop).announced()).toEqual({ host: 'touchline.local', name: 'Spring Cup' });
      },
      TEST_MS,
    );
  },
);

describe.skipIf(noNamespaces !== undefined)(
  `network cards ${noNamespaces ?? ''}`,
  { concurrent: true },
  () => {
    test(
      '[RFC 6762 §14] with two cards, each network is only told its own address',
      async (context) => {
        const lab = laboratory(context);
        const [hall, office] = [lab.network(), lab.network()];
        const referee = lab.host('referee', [{ card: 'eth0', network: hall, address: '10.7.1.3/24' }]);
        const clerk = lab.host('clerk', [{ card: 'eth0', network: office, address: '10.7.2.3/24' }]);
        const laptop = lab.host('hub', [
          { card: 'wlan0', network: hall, address: '10.7.1.2/24' },
          { card: 'eth0', network: office, address: '10.7.2.2/24' },
        ]);
        const ears = [await startEar(referee, '10.7.1.3'), await startEar(clerk, '10.7.2.3')];
        const hub = startHub(laptop);
        expect((await hub.announced()).host).toBe('touchline.local');

        const replies = [
          ...(await askOnce(referee, '10.7.1.3', 'touchline.local', 'A')),
          ...(await askOnce(clerk, '10.7.2.3', 'touchline.local', 'A')),
        ];
        expect(replies.map(({ packet }) => packet.answers.map(({ data }) => data))).toEqual([
          ['10.7.1.2'],
          ['10.7.2.2'],
        ]);
        expect(ears.map((ear) => addressesOf(statedIn(ear()), 'touchline.local'))).toEqual([
          ['10.7.1.2'],
          ['10.7.2.2'],
        ]);
        expect((await findFrom(clerk, 300)).map(({ addresses }) => addresses)).toEqual([['10.7.2.2']]);
      },
      TEST_MS,
    );

    test(
      '[RFC 6762 §15] two cards in one network are no conflict with each other, and both addresses are told together',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const laptop = lab.host('hub', [
          { card: 'wlan0', network: hall, address: '10.7.1.2/24' },
          { card: 'eth0', network: hall, address: '10.7.1.3/24' },
        ]);
        const ear = await startEar(phone, '10.7.1.9');
        const hub = startHub(laptop);
        expect(await hub.announced()).toEqual({ host: 'touchline.local', name: 'Spring Cup' });
        await eventually(
          'both cards announced',
          () => new Set(statedIn(ear()).map(({ from }) => from)).size === 2,
        );
        for (const { packet } of ear().filter(({ packet: { isResponse } }) => isResponse)) {
          const told = [...packet.answers, ...packet.additionals].filter(({ type }) => type === 'A');
          expect(told.map(({ data }) => data)).toEqual(['10.7.1.2', '10.7.1.3']);
        }
        expect(hub.renamed()).toEqual([]);
        expect(await findFrom(phone, 300)).toHaveLength(1);
      },
      TEST_MS,
    );

    test(
      '[RFC 6762 §8.4] when a card gets another address, the new one is announced and the old one taken back',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const laptop = lab.host('hub', [
          { card: 'eth0', network: hall, address: '10.7.1.2/24' },
          { card: 'wlan0', network: hall, address: '10.7.1.3/24' },
        ]);
        const ear = await startEar(phone, '10.7.1.9');
        const hub = startHub(laptop);
        await hub.announced();
        const before = ear().length;
        laptop.ip('addr', 'del', '10.7.1.3/24', 'dev', 'wlan0');
        laptop.ip('addr', 'add', '10.7.1.4/24', 'dev', 'wlan0');

        const since = (): ReturnType<typeof statedIn> => statedIn(ear().slice(before));
        await eventually('the old address is taken back', () =>
          since().find(({ type, data, ttl }) => type === 'A' && data === '10.7.1.3' && ttl === 0),
        );
        await eventually('both cards tell the new address', () => {
          const senders = since().filter(
            ({ type, data, ttl }) => type === 'A' && data === '10.7.1.4' && ttl > 0,
          );
          return new Set(senders.map(({ from }) => from)).size === 2;
        });
        const replies = await askOnce(phone, '10.7.1.9', 'touchline.local', 'A');
        for (const { packet } of replies) {
          expect(packet.answers.map(({ data }) => data)).toEqual(['10.7.1.2', '10.7.1.4']);
        }
        const goodbye = since().findIndex(({ data, ttl }) => data === '10.7.1.3' && ttl === 0);
        expect(
          since()
            .slice(goodbye)
            .filter(({ data, ttl }) => data === '10.7.1.3' && ttl > 0),
        ).toEqual([]);
        // The other card stays in the network: neither the services nor its address are taken back.
        expect(since().filter(({ data, ttl }) => data !== '10.7.1.3' && ttl === 0)).toEqual([]);
        expect(hub.renamed()).toEqual([]);
      },
      TEST_MS,
    );

    test(
      '[RFC 6762 §10.1] a card that is given up says goodbye, but not where another card goes on',
      async (context) => {
        const lab = laboratory(context);
        const [hall, office] = [lab.network(), lab.network()];
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const clerk = lab.host('clerk', [{ card: 'eth0', network: office, address: '10.7.2.9/24' }]);
        const laptop = lab.host('hub', [
          { card: 'eth0', network: hall, address: '10.7.1.2/24' },
          { card: 'wlan0', network: hall, address: '10.7.1.3/24' },
          { card: 'eth1', network: office, address: '10.7.2.2/24' },
        ]);
        const ears = [await startEar(phone, '10.7.1.9'), await startEar(clerk, '10.7.2.9')];
        const hub = startHub(laptop);
        await hub.announced();
        await eventually(
          'every card announced',
          () => new Set(ears.flatMap((ear) => statedIn(ear()).map(({ from }) => from))).size === 3,
        );
        const goodbyes = (): string[][] =>
          ears.map((ear) =>
            statedIn(ear()).flatMap(({ type, data, ttl }) =>
              ttl === 0 ? [type === 'A' || type === 'PTR' ? data : type] : [],
            ),
          );
        process.kill(hub.process.pid, 'SIGUSR2');
        const [inHall, inOffice] = await eventually(
          'both networks heard of it',
          () => goodbyes().every((said) => said.length > 0) && goodbyes(),
          { explain: () => JSON.stringify({ goodbyes: goodbyes(), hub: hub.process.lines }) },
        );
        expect(inHall).toEqual(['10.7.1.3']);
        expect(inOffice).toContain('Spring Cup._touchline._tcp.local');
        expect(inOffice).toContain('10.7.2.2');
        expect(await findFrom(phone, 300)).toMatchObject([{ addresses: ['10.7.1.2'] }]);
        expect(await findFrom(clerk, 300)).toEqual([]);
      },
      TEST_MS,
    );

    test.skipIf(noAvahi !== undefined)(
      'mDNS: when the only card gets another address, avahi follows it and never loses the service',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.9/24' }]);
        const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
        const avahi = await startAvahi(phone);
        const browse = avahi.browse('_touchline._tcp');
        const hub = startHub(laptop);
        await hub.announced();
        await eventually('avahi knows it', () => browse.resolved()[0], { explain: browse.output });

        laptop.ip('addr', 'del', '10.7.1.2/24', 'dev', 'eth0');
        laptop.ip('addr', 'add', '10.7.1.4/24', 'dev', 'eth0');
        await eventually(
          'avahi has the new address',
          async () => (await avahi.resolve('touchline.local')) === '10.7.1.4',
          { explain: () => `${browse.output()}\n${hub.process.lines.join('\n')}` },
        );
        expect(browse.removed()).toEqual([]);
        expect(hub.renamed()).toEqual([]);
      },
      TEST_MS,
    );

    test(
      'mDNS: a laptop without any network is found over loopback by itself',
      async (context) => {
        const lab = laboratory(context);
        const laptop = lab.host('hub', []);
        await startHub(laptop, { name: 'Spring Cup' }).announced();
        expect(await findFrom(laptop, 400)).toMatchObject([{ url: 'http://127.0.0.1:4242/' }]);
      },
      TEST_MS,
    );

    test(
      'mDNS: a port 5353 that another program keeps is a sentence, and the hub goes on',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
        const greedy = laptop.start(process.execPath, [
          '-e',
          `require('dgram').createSocket('udp4').bind(5353, () => console.log('bound'))`,
        ]);
        await eventually('the port is taken', () => greedy.lines.includes('bound'), {
          explain: () => greedy.lines.join('\n'),
        });
        const hub = startHub(laptop);
        expect((await hub.announced()).host).toBe('touchline.local');
        expect(hub.problems()).toEqual([
          "eth0: another program keeps UDP port 5353 to itself, so the hub can't be looked up by name there.",
        ]);
        expect(await hub.process.end()).toBe(0);
        expect(hub.process.lines.at(-1)).toBe('{"stopped":true}');
      },
      TEST_MS,
    );

    test(
      'mDNS: a card that takes no multicast is a sentence, and the other cards are announced',
      async (context) => {
        const lab = laboratory(context);
        const hall = lab.network();
        const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.7.1.2/24' }]);
        const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.7.1.3/24' }]);
        // With a default route the system would send the lost card's words into the hall.
        laptop.ip('route', 'add', 'default', 'via', '10.7.1.3');
        const ear = await startEar(phone, '10.7.1.3');
        const hub = startHub(laptop, { stray: '10.99.0.1' });
        await hub.announced();
        expect(hub.problems()[0]).toMatch(/^gone0: this network takes no multicast/);
        expect(await findFrom(phone, 400)).toMatchObject([{ addresses: ['10.7.1.2'] }]);
        expect(addressesOf(statedIn(ear()), 'touchline.local')).toEqual(['10.7.1.2']);
      },
      TEST_MS,
    );
  },
);
