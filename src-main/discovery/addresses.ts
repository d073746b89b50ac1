import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** What a network card is good for: phones in the hall reach `lan`; the rest is shown after it. */
export type AddressKind = 'lan' | 'virtual' | 'linkLocal' | 'loopback';

/** One address under which this laptop can be reached. */
export interface HubAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** Length of the network's prefix in bits: 24 for 255.255.255.0. */
  readonly prefix: number;
  /** The card's name as the operating system gives it: `en0`, `Wi-Fi`, `wlp3s0`. */
  readonly card: string;
  readonly kind: AddressKind;
  /** Lower case with colons; all zeros where the card has none (tunnels, loopback). */
  readonly mac: string;
}

/** The table that `os.networkInterfaces()` returns. */
export type InterfaceTable = NodeJS.Dict<readonly NetworkInterfaceInfo[]>;

/** What `watchAddresses` saw change. */
export interface AddressChange {
  readonly added: readonly HubAddress[];
  readonly removed: readonly HubAddress[];
  readonly addresses: readonly HubAddress[];
}

/** Names that containers, virtual machines, tunnels and VPNs give their cards on Linux and macOS. */
const VIRTUAL_UNIX =
  /^(docker|veth(?!ernet)|br-|virbr|lxc|lxdbr|podman|cni|flannel|cali|kube|vmnet|vmenet|vboxnet|vnic|tun|tap|utun|wg|tailscale|zt|feth|nordlynx|proton|ppp|ipsec|gpd|ham\d|gif|stf|dummy|ifb|sit|ip6tnl|awdl|llw|anpi)/i;

/** The same on Windows, where a card's name is a phrase. */
const VIRTUAL_WINDOWS =
  /virtualbox|vmware|hyper-v|docker|wsl|default switch|tailscale|zerotier|wireguard|openvpn|tap-windows|nordlynx|nordvpn|protonvpn|anyconnect|globalprotect|fortinet|hamachi|radmin|npcap|loopback|\bvpn\b/i;

/** Address blocks of virtual cards: VirtualBox and VMware on the host's side, Hyper-V. */
const VIRTUAL_MAC = /^(0a:00:27|00:50:56:c0|00:15:5d)/;

const NO_MAC = '00:00:00:00:00:00';

const KIND_RANK: Record<AddressKind, number> = { lan: 0, virtual: 1, linkLocal: 2, loopback: 3 };

const isLinkLocal = (info: NetworkInterfaceInfo): boolean =>
  info.family === 'IPv4' ? info.address.startsWith('169.254.') : /^fe[89ab]/i.test(info.address);

const isVirtual = (card: string, mac: string): boolean => {
  if (VIRTUAL_UNIX.test(card) || VIRTUAL_WINDOWS.test(card)) return true;
  // Without a hardware address it is a tunnel, whatever its name. A `vEthernet` card that passes both is Hyper-V's
  // external switch: it carries the real card's hardware address and stands in the hall's network.
  return mac === NO_MAC || VIRTUAL_MAC.test(mac);
};

const kindOf = (card: string, info: NetworkInterfaceInfo): AddressKind => {
  if (info.internal) return 'loopback';
  if (isLinkLocal(info)) return 'linkLocal';
  return isVirtual(card, info.mac.toLowerCase()) ? 'virtual' : 'lan';
};

const prefixOf = (info: NetworkInterfaceInfo): number => {
  const bits = Number(info.cidr?.split('/')[1]);
  return Number.isInteger(bits) ? bits : info.family === 'IPv4' ? 32 : 128;
};

/** A browser can't open an IPv6 link-local address, so even loopback comes before it. */
const rankOf = ({ kind, family }: HubAddress): number =>
  (kind === 'linkLocal' && family === 6 ? 4 : KIND_RANK[kind]) * 10 + family;

/**
 * The addresses of this laptop, the one to show first in front: real cards, then virtual ones (containers, virtual
 * machines, VPNs), then link-local; IPv4 before IPv6 within each; otherwise in the operating system's order.
 * Loopback is listed only when nothing else could be opened in a browser. Empty when the laptop has no card at all.
 */
export const hubAddresses = (interfaces: InterfaceTable = readInterfaces()): HubAddress[] => {
  const found = Object.entries(interfaces).flatMap(([card, infos = []]) =>
    infos.map(
      (info): HubAddress => ({
        address: info.address,
        family: info.family === 'IPv4' ? 4 : 6,
        prefix: prefixOf(info),
        card,
        kind: kindOf(card, info),
        mac: info.mac.toLowerCase(),
      }),
    ),
  );
  const isReachable = ({ kind, family }: HubAddress): boolean =>
    kind !== 'loopback' && !(kind === 'linkLocal' && family === 6);
  const listed = found.some(isReachable) ? found.filter(({ kind }) => kind !== 'loopback') : found;
  return listed.toSorted((a, b) => rankOf(a) - rankOf(b));
};

/** The operating system's table; empty where it refuses to give one, as some sandboxes do. */
const readInterfaces = (): InterfaceTable => {
  try {
    return networkInterfaces();
  } catch {
    return {};
  }
};

const keyOf = ({ card, address, prefix }: HubAddress): string => `${card} ${address}/${prefix}`;

/**
 * Looks at the addresses every `everyMs` milliseconds and calls `onChange` when any came or went. No operating system
 * tells Node about a change, so it polls.
 *
 * @param known what the caller already uses: a card that came since then is reported by the first look. Without it, what
 *   there is now.
 * @param read where the addresses come from; a test gives its own.
 * @returns the stop: after it `onChange` is never called again.
 */
export const watchAddresses = ({
  everyMs,
  onChange,
  read = () => hubAddresses(),
  known = read(),
}: {
  readonly everyMs: number;
  readonly onChange: (change: AddressChange) => void;
  readonly read?: () => readonly HubAddress[];
  readonly known?: readonly HubAddress[];
}): (() => void) => {
  let before = known;
  const look = (): void => {
    const addresses = read();
    const seen = new Set(before.map(keyOf));
    const present = new Set(addresses.map(keyOf));
    const added = addresses.filter((address) => !seen.has(keyOf(address)));
    const removed = before.filter((address) => !present.has(keyOf(address)));
    before = addresses;
    if (added.length > 0 || removed.length > 0) onChange({ added, removed, addresses });
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};

const bitsOf = (address: string): number =>
  address.split('.').reduce((bits, part) => bits * 256 + Number(part), 0);

/** Whether the IPv4 address `address` lies in the network of `own`. False for IPv6. */
export const isNeighbour = (own: HubAddress, address: string): boolean => {
  if (own.family !== 4 || !/^\d+(\.\d+){3}$/.test(address)) return false;
  const size = 2 ** (32 - own.prefix);
  return Math.floor(bitsOf(own.address) / size) === Math.floor(bitsOf(address) / size);
};
