import type { Duplex } from 'node:stream';
import type { MeetClient } from './client.ts';

/** Bytes that one who hasn't joined may send in a frame without taking one of the places. */
const small = 64 * 1024;
/** So many may resume with a large frame at a time, each within this time. */
const mostLarge = 16;
const largeWithinMs = 10_000;

/**
 * Watches what those send who haven't joined: a client may resume its session with a large frame, but its token stands in
 * that frame, so until it is whole nobody knows. Only so many may be under way; others are cut off and come again.
 */
export function watchStrangers(): (client: MeetClient, line: Duplex) => { heard(): void } {
  let large = 0;
  return (client, line) => {
    let bytes = 0;
    let timer: NodeJS.Timeout | null = null;

    function release(): void {
      bytes = 0;
      if (!timer) return;
      clearTimeout(timer);
      timer = null;
      large -= 1;
    }

    line.on('data', (chunk: Buffer) => {
      if (client.joined) return;
      bytes += chunk.length;
      if (bytes <= small || timer) return;
      if (large >= mostLarge) return client.socket.terminate();
      large += 1;
      timer = setTimeout(() => client.socket.terminate(), largeWithinMs);
    });
    client.socket.on('close', release);
    return { heard: release };
  };
}
