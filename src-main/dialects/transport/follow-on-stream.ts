import type { Writable } from 'node:stream';
import type { FollowFrom, Following } from '#main/hub/follow.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { EventRow } from '#main/store/event-store.ts';

/** Where the rows go: an HTTP response, or a streaming call. */
export type FollowingStream = Pick<Writable, 'write' | 'on' | 'writableEnded' | 'destroyed'>;

/** What a stream makes of the rows. */
export interface StreamReader {
  /** What is written for a row; null leaves it out. May end the stream, and gives null then. */
  readonly chunkOf: (row: EventRow) => unknown;
  /** It fell 10,000 messages or 8 MB behind the live ones: nothing more is given, and it has to be ended. */
  readonly lost: () => void;
}

/**
 * Writes the rows of topics to a stream: the past first, then every later one, without gap or repeat, as fast as the
 * peer reads. What the peer hasn't room for waits in the log. Ends with the stream.
 */
export function followOnStream(
  hub: Pick<HubPort, 'follow'>,
  from: FollowFrom,
  stream: FollowingStream,
  { chunkOf, lost }: StreamReader,
): Following {
  const following = hub.follow(from, {
    take(row) {
      const chunk = chunkOf(row);
      return chunk === null || stream.writableEnded || stream.destroyed || stream.write(chunk);
    },
    lost,
  });
  stream.on('drain', following.more);
  stream.on('close', following.stop);
  return following;
}
