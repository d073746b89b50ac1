import { accessSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type Host, type Running } from './netns.ts';

/** A service as `avahi-browse` resolved it. */
export interface AvahiService {
  readonly card: string;
  readonly name: string;
  readonly type: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly text: readonly string[];
}

/** A running `avahi-browse` for one service type. */
export interface AvahiBrowse {
  /** Everything that it resolved, oldest first. */
  readonly resolved: () => AvahiService[];
  /** Names of the services that it was told are gone. */
  readonly removed: () => string[];
  readonly output: () => string;
}

/** An avahi-daemon of its own in one host: an mDNS implementation that isn't ours. */
export interface Avahi {
  readonly browse: (type: string) => AvahiBrowse;
  /** The IPv4 address of a host name as avahi finds it; undefined when it finds none. */
  readonly resolve: (name: string) => Promise<string | undefined>;
  /** Announces that `name` is at `address`, until the returned process ends. */
  readonly publishAddress: (name: string, address: string) => Promise<Running>;
}

const PROGRAMS = ['dbus-daemon', 'avahi-daemon', 'avahi-browse', 'avahi-resolve', 'avahi-publish'];

/** Why avahi can't be used on this machine; undefined when it can. */
export const avahiMissing = (): string | undefined => {
  const folders = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin'];
  const missing = PROGRAMS.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
  if (missing.length > 0)
    return `${missing.join(', ')} not installed (Debian: apt-get install avahi-daemon avahi-utils dbus)`;
  try {
    accessSync('/run');
    return undefined;
  } catch {
    return 'there is no /run to mount over';
  }
};

const busConfig = (
  socket: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
    <allow send_type="method_call"/>
  </policy>
</busconfig>
`;

const DAEMON_CONFIG = `[server]
host-name=spectator
use-ipv4=yes
use-ipv6=no
ratelimit-interval-usec=0
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
publish-aaaa-on-ipv4=no
`;

/** avahi-browse writes what isn't a letter or digit as a backslash and three decimal digits. */
const plain = (text: string): string =>
  text.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code)));

const parseLine = (line: string): { readonly event: string; readonly service: AvahiService } => {
  const [event = '', card = '', , name = '', type = '', , host = '', address = '', port = '', ...text] =
    line.split(';');
  const strings = [...text.join(';').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, string = '']) =>
    plain(string),
  );
  return {
    event,
    service: { card, name: plain(name), type, host, address, port: Number(port), text: strings },
  };
};

/**
 * Starts avahi with a D-Bus of its own inside `host`. Its folder below /run is hidden behind a private one, so neither the
 * machine's avahi nor another test's is in the way. Everything ends with the host's laboratory.
 */
export const startAvahi = async (host: Host): Promise<Avahi> => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-avahi-'));
  host.atClose(() => rmSync(folder, { recursive: true, force: true }));
  const socket = join(folder, 'bus');
  const environment = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` };
  writeFileSync(join(folder, 'bus.conf'), busConfig(socket));
  writeFileSync(join(folder, 'avahi.conf'), DAEMON_CONFIG);

  const bus = host.start('dbus-daemon', [
    `--config-file=${join(folder, 'bus.conf')}`,
    '--nofork',
    '--nopidfile',
  ]);
  await eventually('dbus-daemon listens', () => existsSync(socket), { explain: () => bus.lines.join('\n') });
  const daemon = host.start(
    'sh',
    [
      '-c',
      'mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec avahi-daemon "$@"',
      'sh',
      '-f',
      join(folder, 'avahi.conf'),
      '--no-drop-root',
      '--no-chroot',
      '--no-rlimits',
    ],
    environment,
  );
  await eventually(
    'avahi-daemon is up',
    () => daemon.lines.some((line) => line.includes('Server startup complete')),
    { explain: () => daemon.lines.join('\n') },
  );

  return {
    browse: (type) => {
      const browsing = host.start(
        'avahi-browse',
        ['--parsable', '--resolve', '--no-db-lookup', type],
        environment,
      );
      const seen = (event: string): AvahiService[] =>
        browsing.lines.map(parseLine).flatMap((line) => (line.event === event ? [line.service] : []));
      return {
        resolved: () => seen('='),
        removed: () => seen('-').map(({ name }) => name),
        output: () => browsing.lines.join('\n'),
      };
    },
    resolve: async (name) => {
      const asking = host.start('avahi-resolve', ['-4', '-n', name], environment);
      await asking.ended;
      return asking.lines.find((line) => line.startsWith(name))?.split(/\s+/)[1];
    },
    publishAddress: async (name, address) => {
      const publishing = host.start('avahi-publish', ['-a', '-R', name, address], environment);
      await eventually(
        `avahi publishes ${name}`,
        () => publishing.lines.some((line) => line.startsWith('Established')),
        { explain: () => publishing.lines.join('\n') },
      );
      return publishing;
    },
  };
};
