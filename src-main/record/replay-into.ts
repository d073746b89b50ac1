import { readEvent } from '#shared/domain/competition/event.ts';
import { withoutMember } from '#shared/lib/json-text.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { linesOf, recordedLine } from './lines.ts';
import { type Publisher, publisher, type Sendable } from './publisher.ts';
import { rhythm, until } from './rhythm.ts';

/** What sending a recording to a hub is started with. */
export interface IntoOptions {
  readonly file: string;
  /** Where the hub takes a competition's events. */
  readonly urlOf: (competition: string) => string;
  readonly token: string;
  /** `max`: as fast as the hub takes them. */
  readonly speed: number | 'max';
  /** Differs for each run: what this run sends twice is recorded once. */
  readonly run: string;
  /** Ends it early. */
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
  readonly complain: (sentence: string) => void;
}

/** How it went: events that the hub has recorded, and lines that were left out. */
export interface Sent {
  readonly events: number;
  readonly skipped: number;
}

/** Events that wait to be sent, and their characters, before reading waits. */
const mostWaiting = { events: 1_000, characters: 8 * 1024 * 1024 };
/** A batch: so many events at most, and so many characters beyond its first event. */
const largestBatch = { events: 200, characters: 256 * 1024 };

/**
 * Sends a recording's events to a hub, without their `_time`, in the recording's rhythm. What comes due while the hub
 * takes a batch goes with the next one. Refused with a sentence when the hub doesn't let it publish.
 */
export async function replayInto(options: IntoOptions): Promise<Result<Sent, string>> {
  const { file, speed, signal, complain } = options;
  let skipped = 0;
  const skip = (line: number, why: string): void => {
    skipped += 1;
    complain(`Line ${line} is skipped: ${why}.`);
  };
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const queue = createQueue(stop);

  async function read(): Promise<void> {
    const due = speed === 'max' ? null : rhythm(speed, () => performance.now());
    for await (const line of linesOf(file)) {
      if (stop.aborted) return;
      const recorded = recordedLine(line);
      if (!recorded.ok) {
        skip(line.number, recorded.error);
        continue;
      }
      if (due && !(await until(due.dueAt(recorded.value.at), stop))) return;
      const text = withoutMember(recorded.value.text, '_time');
      const event = readEvent(text);
      if (!event.ok) {
        skip(line.number, event.error);
        continue;
      }
      await queue.put({ line: line.number, competition: event.value.competition, text });
    }
  }

  const reading = read()
    .then(
      () => null,
      (cause: unknown) =>
        `${file} can’t be read any more: ${cause instanceof Error ? cause.message : String(cause)}.`,
    )
    .finally(queue.end);
  const sent = await send(queue, publisher({ ...options, skip }));
  ended.abort();
  const unreadable = await reading;
  if (!sent.ok) return sent;
  return unreadable === null ? ok({ events: sent.value, skipped }) : err(unreadable);
}

/** Sends what is in the queue until it has ended; gives how many events the hub has taken. */
async function send(queue: Queue, { publish }: Publisher): Promise<Result<number, string>> {
  let events = 0;
  for (;;) {
    const batch = await queue.take();
    if (batch.length === 0) return ok(events);
    const taken = await publish(batch);
    if (!taken.ok) return taken;
    events += taken.value;
  }
}

interface Queue {
  /** Waits while the queue is full and nobody has stopped it. */
  put(event: Sendable): Promise<void>;
  /** The next batch: events of one competition. Empty: it has ended. */
  take(): Promise<readonly Sendable[]>;
  end(): void;
}

function createQueue(stop: AbortSignal): Queue {
  let waiting: Sendable[] = [];
  let characters = 0;
  let ended = false;
  let wake = (): void => {};
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const isFull = (): boolean => waiting.length >= mostWaiting.events || characters >= mostWaiting.characters;
  let goOn = (): void => {};
  stop.addEventListener('abort', () => goOn());

  return {
    async put(event) {
      waiting.push(event);
      characters += event.text.length;
      wake();
      if (!isFull() || stop.aborted) return;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    },
    async take() {
      while (waiting.length === 0 && !ended) await change();
      const batch: Sendable[] = [];
      const others: Sendable[] = [];
      let size = 0;
      let isWhole = false;
      for (const event of waiting) {
        // Of one competition all in order; those of another don't wait for it.
        const isOther = event.competition !== waiting[0]?.competition;
        isWhole ||=
          !isOther &&
          (batch.length >= largestBatch.events ||
            (batch.length > 0 && size + event.text.length > largestBatch.characters));
        if (isOther || isWhole) {
          others.push(event);
          continue;
        }
        batch.push(event);
        size += event.text.length;
      }
      waiting = others;
      characters -= size;
      if (!isFull()) goOn();
      return batch;
    },
    end() {
      ended = true;
      wake();
    },
  };
}
