import { type CompetitionEvent, readEvent } from '#shared/domain/competition/event.ts';
import { elementTexts } from '#shared/lib/json-text.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** An event as it came: its exact text, and what the hub reads of it. */
export interface ReceivedEvent {
  readonly text: string;
  readonly event: CompetitionEvent;
}

/** Why a body isn't taken: the first event that is wrong, counted from 0, and a sentence. */
export interface BadEvent {
  readonly index: number;
  readonly error: string;
}

/** Events in one body; also what a watcher who reads may have unread. */
const mostEvents = 10_000;

/** Reads UTF-8 bytes; null when they aren't. A byte order mark is left out. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether a text is JSON as a whole. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The texts of the events in a body: one event, a JSON array of events or, when the body isn't JSON as a whole, one event
 * on each line that isn't empty. Whether each is an event is checked afterwards.
 */
function eventTextsIn(body: string): readonly string[] {
  const whole = body.trim();
  if (isJson(whole)) return elementTexts(whole) ?? [whole];
  return body.split('\n').flatMap((line) => line.trim() || []);
}

/** Reads one event, which must be of the competition with this id (in lower case), or of any if none is given. */
export function receivedEvent(text: string, competition?: string): Result<ReceivedEvent, string> {
  const event = readEvent(text);
  if (!event.ok) return event;
  if (competition !== undefined && event.value.competition !== competition) {
    return err(`it belongs to another competition, ${event.value.competition}`);
  }
  return ok({ text, event: event.value });
}

/** Reads a body's events; all of them, or the first that is wrong. `rest` is called now and then to let others run. */
export async function eventsIn(
  bytes: Uint8Array,
  competition: string,
  rest: () => Promise<void>,
): Promise<Result<readonly ReceivedEvent[], BadEvent>> {
  const body = textOf(bytes);
  if (body === null) return err({ index: 0, error: 'The body isn’t UTF-8.' });
  const texts = eventTextsIn(body);
  if (texts.length === 0 && body.trim() === '')
    return err({ index: 0, error: 'There is no event in the body.' });
  if (texts.length > mostEvents) {
    return err({
      index: mostEvents,
      error: `A body takes at most ${mostEvents} events. Send the others apart.`,
    });
  }
  const events: ReceivedEvent[] = [];
  let read = 0;
  for (const [index, text] of texts.entries()) {
    const event = receivedEvent(text, competition);
    if (!event.ok)
      return err({ index, error: `Event ${index} isn’t taken: ${event.error}. Nothing was recorded.` });
    events.push(event.value);
    read += text.length;
    if (read < readAtOnce) continue;
    read = 0;
    await rest();
  }
  return ok(events);
}

/** Characters that are read before others get their turn. */
const readAtOnce = 256 * 1024;
