import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** An event on its way to a hub, and the line that it stands on. */
export interface Sendable {
  readonly line: number;
  readonly competition: string;
  readonly text: string;
}

/** Sends batches to a hub. */
export interface Publisher {
  /**
   * Sends events of one competition until the hub has recorded them, whatever happens to it in between; gives how many it
   * took. Refused with a sentence when it doesn't let this sender publish, or the signal came.
   */
  publish(batch: readonly Sendable[]): Promise<Result<number, string>>;
}

/** What a publisher needs. */
export interface PublisherOptions {
  readonly urlOf: (competition: string) => string;
  readonly token: string;
  readonly run: string;
  readonly signal: AbortSignal;
  readonly skip: (line: number, why: string) => void;
  readonly say: (sentence: string) => void;
  readonly complain: (sentence: string) => void;
}

/** How long an answer is waited for, and how long until the next try: at first and at most. In milliseconds. */
const answerMs = 30_000;
const tryAgain = { first: 250, most: 4_000 };

const Accepted = z.object({ accepted: z.number() });
const Refused = z.object({ index: z.number(), error: z.string() });

/** What a try has come to. */
type Try =
  | { readonly kind: 'accepted'; readonly count: number }
  | { readonly kind: 'bad'; readonly index: number; readonly why: string }
  | { readonly kind: 'away'; readonly why: string }
  | { readonly kind: 'no'; readonly why: string };

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

async function outcomeOf(response: Response, url: string): Promise<Try> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => null);
  if (status === 200) {
    const accepted = Accepted.safeParse(body);
    if (accepted.success) return { kind: 'accepted', count: accepted.data.accepted };
    return { kind: 'no', why: `${url} isn’t a hub’s: its answer isn’t one.` };
  }
  if (status === 401)
    return { kind: 'no', why: 'The hub doesn’t know this token. Make one with: touchline token create.' };
  if (status === 403) return { kind: 'no', why: 'This token doesn’t allow publishing.' };
  if (status === 404)
    return {
      kind: 'no',
      why: `The hub takes no competitions’ events at ${url}: its adapter “stream” is off.`,
    };
  if (status === 413) return { kind: 'bad', index: 0, why: 'it is larger than the hub takes' };
  if (isPassing(status)) return { kind: 'away', why: `it answered ${status}` };
  const refused = Refused.safeParse(body);
  if (status === 400 && refused.success)
    return { kind: 'bad', index: refused.data.index, why: refused.data.error };
  return { kind: 'no', why: `The hub answered ${status} at ${url}.` };
}

/**
 * A sender of batches. Each has a key, sent with every try: when the answer to one got lost, the hub knows the batch
 * again and records it once.
 */
export function publisher({ urlOf, token, run, signal, skip, say, complain }: PublisherOptions): Publisher {
  let batches = 0;

  async function attempt(batch: readonly Sendable[], key: string): Promise<Try> {
    const url = urlOf(batch[0]?.competition ?? '');
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/x-ndjson',
          'idempotency-key': key,
        },
        body: batch.map(({ text }) => `${text}\n`).join(''),
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
      });
      return await outcomeOf(response, url);
    } catch (cause) {
      // fetch itself only says that it failed; its cause says why.
      const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
      return { kind: 'away', why: inner instanceof Error ? inner.message : String(inner) };
    }
  }

  /** Tries until the hub has answered. */
  async function answerTo(batch: readonly Sendable[]): Promise<Exclude<Try, { kind: 'away' }>> {
    batches += 1;
    const key = `${run}-${batches}`;
    let wait = tryAgain.first;
    let wasAway = false;
    for (;;) {
      const outcome = await attempt(batch, key);
      if (outcome.kind !== 'away') {
        if (wasAway) say('The hub is back.');
        return outcome;
      }
      if (!wasAway && !signal.aborted) {
        complain(
          `The hub doesn’t take events now: ${outcome.why}. Trying again until it does; nothing is lost.`,
        );
      }
      wasAway = true;
      await sleep(wait, undefined, { signal }).catch(() => {});
      if (signal.aborted) return { kind: 'no', why: 'It was stopped.' };
      wait = Math.min(wait * 2, tryAgain.most);
    }
  }

  return {
    async publish(batch) {
      let rest = batch;
      while (rest.length > 0) {
        const outcome = await answerTo(rest);
        if (outcome.kind === 'no') return err(outcome.why);
        if (outcome.kind === 'accepted') return ok(outcome.count);
        const bad = rest[outcome.index];
        if (!bad) return err(`The hub refused a batch: ${outcome.why}`);
        // Nothing of the batch was recorded: the others go again without it.
        skip(bad.line, outcome.why.replace(/\.$/, ''));
        rest = rest.filter((event) => event !== bad);
      }
      return ok(0);
    },
  };
}
