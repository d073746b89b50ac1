import { expect, test } from 'vitest';
import { findHubs, formatHubs } from '#main/discovery/find.ts';

const hub = {
  name: 'Spring Cup',
  host: 'touchline.local',
  addresses: ['10.7.1.2'],
  port: 4242,
  id: 'hub-a',
  version: '1.2.3',
  url: 'http://10.7.1.2:4242/',
};

test('[find] the hubs are a table whose columns line up', () => {
  const other = {
    ...hub,
    name: 'Schüler-Liga',
    host: 'touchline-2.local',
    url: 'http://192.168.178.101:4242/',
  };
  expect(formatHubs([hub, other])).toBe(
    [
      'ADDRESS                       NAME          HOST               VERSION',
      'http://10.7.1.2:4242/         Spring Cup    touchline.local    1.2.3',
      'http://192.168.178.101:4242/  Schüler-Liga  touchline-2.local  1.2.3',
    ].join('\n'),
  );
});

test('[find] when none is found, it says why that happens and what works instead', () => {
  const sentence = formatHubs([]);
  for (const reason of ['guest network', 'VPN', 'firewall', 'UDP port 5353', "organiser's panel"]) {
    expect(sentence).toContain(reason);
  }
});

test('[find] without a network card there is nothing to find and no error', async () => {
  expect(await findHubs({ ms: 10, cards: [] })).toEqual([]);
});
