import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';

/** A switch that hosts are plugged into. */
export interface Network {
  readonly namespace: string;
}

/** A network card of a host: where it is plugged in and what it is called there. */
export interface CardWish {
  readonly card: string;
  readonly network: Network;
  /** With its prefix: `10.7.1.2/24`. */
  readonly address: string;
}

/** A process in a host; it ends with the laboratory at the latest. */
export interface Running {
  readonly pid: number;
  /** Every line of its output and errors so far. */
  readonly lines: readonly string[];
  /** Sends SIGTERM and resolves to the exit code; null when it had to be killed. */
  readonly end: () => Promise<number | null>;
  /** Resolves to the exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
}

/** A machine of its own as far as the network is concerned. */
export interface Host {
  readonly namespace: string;
  /** `ip` inside this host. Throws with its complaint when it fails. */
  readonly ip: (...arguments_: readonly string[]) => void;
  readonly start: (
    command: string,
    arguments_: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Running;
  /** Runs `close` when the laboratory is closed and every process has ended. */
  readonly atClose: (close: () => void) => void;
}

/** Networks and hosts of one test. */
export interface Laboratory {
  readonly network: () => Network;
  readonly host: (name: string, cards: readonly CardWish[]) => Host;
  /** Runs a cable between two switches. */
  readonly join: (a: Network, b: Network) => void;
  /** Ends every process and removes every namespace. */
  readonly close: () => Promise<void>;
}

const KILL_AFTER_MS = 2000;

const ip = (...arguments_: readonly string[]): string =>
  execFileSync('ip', arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Why no laboratory can be made on this machine; undefined when it can. */
export const netnsMissing = (): string | undefined => {
  if (process.platform !== 'linux') return 'network namespaces are Linux only';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const trial = uniqueName('trial');
  try {
    ip('netns', 'add', trial);
    ip('-n', trial, 'link', 'add', 'br0', 'type', 'bridge');
    return undefined;
  } catch (error) {
    return `network namespaces can't be made here: ${String(error).split('\n').slice(0, 2).join(' ')}`;
  } finally {
    removeNamespace(trial);
  }
};

const uniqueName = (name: string): string =>
  `touchline-${process.pid}-${randomBytes(4).toString('hex')}-${name}`;

/** How often another name is tried when somebody has the one that was drawn. */
const mostNames = 5;

/** Adds a namespace under a name that nobody has, and gives the name. */
const addedNamespace = (name: string): string => {
  for (let tried = 1; ; tried += 1) {
    const namespace = uniqueName(name);
    try {
      ip('netns', 'add', namespace);
      return namespace;
    } catch (error) {
      if (tried === mostNames || !String(error).includes('File exists')) throw error;
    }
  }
};

/** Ends what still runs inside, then removes it; a namespace with a process in it would live on without a name. */
const removeNamespace = (namespace: string): void => {
  try {
    for (const pid of ip('netns', 'pids', namespace).split('\n').filter(Boolean)) {
      process.kill(Number(pid), 'SIGKILL');
    }
  } catch {
    // It was never made, or the process has just ended.
  }
  try {
    ip('netns', 'del', namespace);
  } catch {
    // It was never made or is gone already.
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Removes what a test run left that was killed before it could clean up. */
const sweep = (): void => {
  for (const line of ip('netns', 'list').split('\n')) {
    const [namespace = '', pid] = /^touchline-(\d+)-\S+/.exec(line) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) removeNamespace(namespace);
  }
};

const startIn = (
  namespace: string,
  command: string,
  arguments_: readonly string[],
  environment: Readonly<Record<string, string>>,
): Running => {
  // `ip netns exec` becomes the command itself, so this process id is the command's.
  const child: ChildProcess = spawn('ip', ['netns', 'exec', namespace, command, ...arguments_], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
    child.on('error', (error) => {
      lines.push(String(error));
      resolve(null);
    });
  });
  const end = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    const code = await ended;
    clearTimeout(killing);
    return code;
  };
  return { pid: child.pid ?? -1, lines, end, ended };
};

/** Opens a laboratory. Its namespaces have names of their own, so several tests can run at once. */
export const openLaboratory = (): Laboratory => {
  const namespaces: string[] = [];
  const running: Running[] = [];
  const closers: (() => void)[] = [];
  let cables = 0;
  sweep();

  const removeAll = (): void => {
    for (const namespace of namespaces.splice(0)) removeNamespace(namespace);
  };
  process.once('exit', removeAll);

  const addNamespace = (name: string): string => {
    const namespace = addedNamespace(name);
    namespaces.push(namespace);
    ip('-n', namespace, 'link', 'set', 'lo', 'up');
    return namespace;
  };

  const plug = (network: Network, card: string, into: string): void => {
    cables += 1;
    const port = `p${cables}`;
    ip('-n', network.namespace, 'link', 'add', port, 'type', 'veth', 'peer', 'name', card, 'netns', into);
    ip('-n', network.namespace, 'link', 'set', port, 'master', 'br0', 'up');
  };

  return {
    network: () => {
      const namespace = addNamespace('switch');
      ip('-n', namespace, 'link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0');
      ip('-n', namespace, 'link', 'set', 'br0', 'up');
      return { namespace };
    },
    host: (name, cards) => {
      const namespace = addNamespace(name);
      const inside = (...arguments_: readonly string[]): void => {
        ip('-n', namespace, ...arguments_);
      };
      for (const { card, network, address } of cards) {
        plug(network, card, namespace);
        inside('addr', 'add', address, 'dev', card);
        inside('link', 'set', card, 'up');
      }
      return {
        namespace,
        ip: inside,
        start: (command, arguments_, environment = {}) => {
          const started = startIn(namespace, command, arguments_, environment);
          running.push(started);
          return started;
        },
        atClose: (close) => closers.push(close),
      };
    },
    join: (a, b) => {
      plug(a, `j${cables}`, b.namespace);
      ip('-n', b.namespace, 'link', 'set', `j${cables - 1}`, 'master', 'br0', 'up');
    },
    close: async () => {
      await Promise.all(running.map((process_) => process_.end()));
      removeAll();
      for (const close of closers.splice(0)) close();
      process.off('exit', removeAll);
    },
  };
};

/**
 * Waits until `look` gives something other than undefined and false, and returns it.
 * Throws after `withinMs` with `what` was waited for and what `explain` says of the state.
 */
export const eventually = async <T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  { withinMs = 10_000, explain = () => '' }: { withinMs?: number; explain?: () => string } = {},
): Promise<T> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) {
      throw new Error(`Not within ${withinMs} ms: ${what}\n${explain()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
