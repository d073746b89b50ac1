import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type AddressChange,
  type HubAddress,
  hubAddresses,
  type InterfaceTable,
  isNeighbour,
  watchAddresses,
} from '#main/discovery/addresses.ts';

const v4 = (address: string, prefix: number, mac: string): NetworkInterfaceInfo => ({
  address,
  netmask: '',
  family: 'IPv4',
  mac,
  internal: address.startsWith('127.'),
  cidr: `${address}/${prefix}`,
});

const v6 = (address: string, mac: string): NetworkInterfaceInfo => ({
  address,
  netmask: 'ffff:ffff:ffff:ffff::',
  family: 'IPv6',
  mac,
  internal: address === '::1' || address === 'fe80::1',
  cidr: `${address}/64`,
  scopeid: address.startsWith('fe80') ? 4 : 0,
});

const NO_MAC = '00:00:00:00:00:00';

const WINDOWS: InterfaceTable = {
  'vEthernet (WSL (Hyper-V firewall))': [v4('172.29.160.1', 20, '00:15:5d:6f:12:0a')],
  'vEthernet (Default Switch)': [
    v6('fe80::3c55:98a1:2d0b:77f1', '00:15:5d:01:02:03'),
    v4('172.20.0.1', 20, '00:15:5d:01:02:03'),
  ],
  'Ethernet 3': [
    v6('fe80::b1f7:9aa3:1c1c:4a01', '0a:00:27:00:00:13'),
    v4('192.168.56.1', 24, '0a:00:27:00:00:13'),
  ],
  'VMware Network Adapter VMnet8': [v4('192.168.171.1', 24, '00:50:56:c0:00:08')],
  'OpenVPN TAP-Windows6': [v4('10.8.0.6', 24, '00:ff:4c:11:22:33')],
  Tailscale: [v4('100.101.102.103', 32, NO_MAC)],
  Ethernet: [v4('169.254.83.107', 16, 'f4:8e:38:aa:bb:cc')],
  'Wi-Fi': [
    v6('2003:e1:bf1a:2b00::17', 'a4:c3:f0:11:22:33'),
    v6('fe80::8d2e:1b7c:4a55:9e01', 'a4:c3:f0:11:22:33'),
    v4('192.168.1.34', 24, 'A4:C3:F0:11:22:33'),
  ],
  'Loopback Pseudo-Interface 1': [v6('::1', NO_MAC), v4('127.0.0.1', 8, NO_MAC)],
};

const MACOS: InterfaceTable = {
  lo0: [v4('127.0.0.1', 8, NO_MAC), v6('::1', NO_MAC), v6('fe80::1', NO_MAC)],
  awdl0: [v6('fe80::68d8:6eff:fe11:2233', '6a:d8:6e:11:22:33')],
  utun3: [v6('fe80::ce81:b1c:bd2c:69e', NO_MAC), v4('10.14.0.2', 16, NO_MAC)],
  vmenet0: [v4('192.168.64.1', 24, '9e:76:0e:3e:11:22')],
  en0: [v6('fe80::14a7:e0fd:7d61:1c4', 'f8:ff:c2:0a:0b:0c'), v4('10.0.0.17', 24, 'f8:ff:c2:0a:0b:0c')],
  bridge100: [v4('192.168.2.1', 24, 'fa:ff:c2:0a:0b:64')],
};

const LINUX: InterfaceTable = {
  lo: [v4('127.0.0.1', 8, NO_MAC), v6('::1', NO_MAC)],
  docker0: [v4('172.17.0.1', 16, '02:42:8c:11:22:33')],
  'br-8f1d2c3b4a59': [v4('172.18.0.1', 16, '02:42:5a:11:22:33')],
  veth3a1b2c4: [v6('fe80::a8bb:ccff:fe11:2233', 'aa:bb:cc:11:22:33')],
  virbr0: [v4('192.168.122.1', 24, '52:54:00:11:22:33')],
  tun0: [v4('10.9.0.2', 24, NO_MAC)],
  wg0: [v4('10.66.66.2', 32, NO_MAC)],
  zt7nnig26: [v4('10.147.17.5', 24, 'f2:11:22:33:44:55')],
  wlp3s0: [v4('192.168.178.21', 24, '3c:6a:a7:11:22:33'), v6('fd00::17', '3c:6a:a7:11:22:33')],
};

const shown = (table: InterfaceTable): string[] =>
  hubAddresses(table).map(({ address, kind }) => `${kind} ${address}`);

test('[addresses] on Windows the Wi-Fi comes before Hyper-V, VirtualBox, VMware, VPNs and a cable without a router', () => {
  expect(shown(WINDOWS)).toEqual([
    'lan 192.168.1.34',
    'lan 2003:e1:bf1a:2b00::17',
    'virtual 172.29.160.1',
    'virtual 172.20.0.1',
    'virtual 192.168.56.1',
    'virtual 192.168.171.1',
    'virtual 10.8.0.6',
    'virtual 100.101.102.103',
    'linkLocal 169.254.83.107',
    'linkLocal fe80::3c55:98a1:2d0b:77f1',
    'linkLocal fe80::b1f7:9aa3:1c1c:4a01',
    'linkLocal fe80::8d2e:1b7c:4a55:9e01',
  ]);
  expect(hubAddresses(WINDOWS)[0]).toEqual({
    address: '192.168.1.34',
    family: 4,
    prefix: 24,
    card: 'Wi-Fi',
    kind: 'lan',
    mac: 'a4:c3:f0:11:22:33',
  });
});

test("[addresses] Hyper-V's external switch carries the real card's address and counts as real", () => {
  const table = {
    'vEthernet (Hall)': [v4('192.168.1.34', 24, 'a4:c3:f0:11:22:33')],
    'vEthernet (Inside)': [v4('172.20.0.1', 20, '00:15:5d:01:02:03')],
  };
  expect(shown(table)).toEqual(['lan 192.168.1.34', 'virtual 172.20.0.1']);
});

test('[addresses] on macOS the Wi-Fi and a shared connection come before tunnels and AirDrop', () => {
  expect(shown(MACOS)).toEqual([
    'lan 10.0.0.17',
    'lan 192.168.2.1',
    'virtual 10.14.0.2',
    'virtual 192.168.64.1',
    'linkLocal fe80::68d8:6eff:fe11:2233',
    'linkLocal fe80::ce81:b1c:bd2c:69e',
    'linkLocal fe80::14a7:e0fd:7d61:1c4',
  ]);
});

test('[addresses] on Linux the Wi-Fi comes before Docker, libvirt, tunnels and ZeroTier', () => {
  expect(shown(LINUX)).toEqual([
    'lan 192.168.178.21',
    'lan fd00::17',
    'virtual 172.17.0.1',
    'virtual 172.18.0.1',
    'virtual 192.168.122.1',
    'virtual 10.9.0.2',
    'virtual 10.66.66.2',
    'virtual 10.147.17.5',
    'linkLocal fe80::a8bb:ccff:fe11:2233',
  ]);
});

test('[addresses] loopback is listed only when nothing else opens in a browser', () => {
  const { lo = [], docker0 = [] } = LINUX;
  expect(shown({ lo })).toEqual(['loopback 127.0.0.1', 'loopback ::1']);
  expect(shown({ lo, docker0 })).toEqual(['virtual 172.17.0.1']);
  expect(shown({ lo, eth0: [v6('fe80::1:2', '3c:6a:a7:11:22:33')] })).toEqual([
    'loopback 127.0.0.1',
    'loopback ::1',
    'linkLocal fe80::1:2',
  ]);
  expect(shown({})).toEqual([]);
});

const lan = (address: string, card = 'wlan0', prefix = 24): HubAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
  prefix,
  card,
  kind: 'lan',
  mac: '3c:6a:a7:11:22:33',
});

test('[addresses] a neighbour is an address in the same IPv4 network', () => {
  const own = lan('192.168.1.34');
  expect(isNeighbour(own, '192.168.1.254')).toBe(true);
  expect(isNeighbour(own, '192.168.2.1')).toBe(false);
  expect(isNeighbour(lan('200.10.1.1', 'eth0', 20), '200.10.15.9')).toBe(true);
  expect(isNeighbour(lan('200.10.1.1', 'eth0', 20), '200.10.16.1')).toBe(false);
  expect(isNeighbour(lan('fd00::1', 'eth0', 64), 'fd00::2')).toBe(false);
  expect(isNeighbour(own, 'fe80::1')).toBe(false);
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('[addresses] watching tells what came and what went, once, and nothing after its stop', () => {
  let now: HubAddress[] = [lan('192.168.1.34')];
  const changes: AddressChange[] = [];
  const stop = watchAddresses({ everyMs: 2000, onChange: (change) => changes.push(change), read: () => now });
  vi.advanceTimersByTime(6000);
  expect(changes).toEqual([]);

  now = [lan('192.168.1.77'), lan('10.0.0.5', 'eth0')];
  vi.advanceTimersByTime(1999);
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(4001);
  expect(changes).toEqual([{ added: now, removed: [lan('192.168.1.34')], addresses: now }]);

  stop();
  now = [];
  vi.advanceTimersByTime(10_000);
  expect(changes).toHaveLength(1);
});

test('[addresses] a card that came between its use and the watching is reported by the first look', () => {
  const changes: AddressChange[] = [];
  const now = [lan('192.168.1.34'), lan('10.0.0.5', 'eth0')];
  const stop = watchAddresses({
    everyMs: 1000,
    onChange: (change) => changes.push(change),
    read: () => now,
    known: now.slice(0, 1),
  });
  vi.advanceTimersByTime(3000);
  expect(changes).toEqual([{ added: now.slice(1), removed: [], addresses: now }]);
  stop();
});

test('[addresses] an address that moves to another card or another prefix is a change, another order is none', () => {
  let now: HubAddress[] = [lan('192.168.1.34'), lan('10.0.0.5', 'eth0')];
  const changes: AddressChange[] = [];
  const stop = watchAddresses({ everyMs: 1000, onChange: (change) => changes.push(change), read: () => now });
  now = now.toReversed();
  vi.advanceTimersByTime(1000);
  expect(changes).toEqual([]);
  now = [lan('192.168.1.34', 'eth1'), lan('10.0.0.5', 'eth0', 16)];
  vi.advanceTimersByTime(1000);
  expect(changes).toMatchObject([{ added: now }]);
  stop();
});
