// A hub's announcement as a process of its own, so that a test can run it inside a network namespace:
//   node test/support/announcer.ts '{"name":"Spring Cup","hubId":"hub-a","port":4242}'
// It writes one JSON object a line: announced, renamed, problem, stopped. SIGUSR2 leaves only the card eth0, SIGTERM
// ends it with a goodbye.

import { hubAddresses, watchAddresses } from '#main/discovery/addresses.ts';
import { announce } from '#main/discovery/announce.ts';

const wish: unknown = JSON.parse(process.argv[2] ?? '{}');

const text = (key: string): string | undefined => {
  const value: unknown = typeof wish === 'object' && wish !== null ? Reflect.get(wish, key) : undefined;
  return value === undefined ? undefined : String(value);
};

const write = (event: object): void => console.log(JSON.stringify(event));

const chance = text('random');
const onlyCard = text('only');
const addresses = () => hubAddresses().filter(({ card }) => onlyCard === undefined || card === onlyCard);
const strayAddress = text('stray');
const stray =
  strayAddress === undefined
    ? []
    : [
        {
          address: strayAddress,
          family: 4,
          prefix: 24,
          card: 'gone0',
          kind: 'lan',
          mac: '02:00:00:00:00:01',
        } as const,
      ];

const atFirst = addresses();
const announcement = await announce({
  name: text('name') ?? 'Spring Cup',
  hubId: text('hubId') ?? 'hub-a',
  port: Number(text('port') ?? 4242),
  version: '1.2.3',
  cards: [...atFirst, ...stray],
  onRename: (renamed) => write({ renamed }),
  onProblem: (problem) => write({ problem }),
  ...(chance === undefined ? {} : { random: () => Number(chance) }),
});
const stopWatching = watchAddresses({
  everyMs: 50,
  read: addresses,
  known: atFirst,
  onChange: (change) => announcement.update(change.addresses),
});

// A hub without a network has no socket open here, and in the app its server keeps it running.
const running = setInterval(() => undefined, 60_000);

// The organiser chooses one card.
process.once('SIGUSR2', () => {
  stopWatching();
  announcement.update(addresses().filter(({ card }) => card === 'eth0'));
});

process.once('SIGTERM', () => {
  clearInterval(running);
  stopWatching();
  void announcement.stop().then(() => {
    write({ stopped: true });
  });
});

write({ announced: { host: announcement.host, name: announcement.name } });
