import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { onTestFinished } from 'vitest';

const run = (...command: readonly [string, ...string[]]): void => {
  const [program, ...args] = command;
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** Why a test can't mount anything on this machine; undefined when it can. */
export function mountMissing(): string | undefined {
  if (process.platform !== 'linux') return 'mounting is done on Linux only';
  if (process.getuid?.() !== 0) return 'mounting needs root';
  try {
    run('unshare', '--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt');
    return undefined;
  } catch (cause) {
    return `mounting is not allowed here (${String(cause).split('\n')[0]})`;
  }
}

/** Makes a folder a disk of its own, as small as that (`3m`), until the test has finished. */
export function smallDisk(folder: string, size: string): void {
  run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  onTestFinished(() => run('umount', '--lazy', folder));
}

/** Nails a file to its place until the test has finished: it can be read and written, but not renamed. */
export function nail(file: string): void {
  run('mount', '--bind', file, file);
  onTestFinished(() => run('umount', '--lazy', file));
}

/** Writes a file as long as the disk takes it: not a byte is left. */
export function fillUp(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (let size = 1 << 20; size >= 1; ) {
      try {
        if (writeSync(handle, Buffer.alloc(size, 0x2a)) < size) size >>= 1;
      } catch {
        size >>= 1;
      }
    }
  } finally {
    closeSync(handle);
  }
}
