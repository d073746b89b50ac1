import type { EventRow, EventStore } from '#main/store/event-store.ts';
import { type CommandId, type DeviceId, eventIdOf } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { HubSurroundings, Identity, Kept } from './hub-port.ts';
import type { States, StatesDraft } from './states.ts';

/** Commands that may wait for the next commit; beyond it they are refused with TOO_MANY and the phone tries again. */
const longestQueue = 10_000;

type Answer = Result<Kept, Refusal>;

/** An event that was decided on: its body as JSON text, and how it is folded into its topic's state. */
export interface Decided {
  readonly topic: string;
  readonly type: string;
  readonly body: string;
  readonly fold: (row: EventRow) => void;
}

/** Something to be recorded: a command to decide, or an event of the hub's own. */
export interface Waiting {
  readonly id: CommandId;
  readonly topic: string;
  readonly deviceSeq: number;
  readonly at: number;
  readonly by: Pick<Identity, 'device' | 'official'>;
  readonly decide: (draft: StatesDraft) => Result<readonly Decided[], Refusal>;
  readonly answer: (answer: Answer) => void;
}

/** Where everything that is to be recorded waits for the commit of its turn. */
export interface GroupCommit {
  /**
   * Waits for its turn to be decided; resolves after the commit. A repeated id resolves with its first answer. Refused with
   * STORE_FAILED, TOO_MANY, HUB_STOPPING, and as it decides.
   */
  enqueue(waiting: Omit<Waiting, 'answer'>): Promise<Answer>;
  /** Takes nothing more; resolves when what waits is recorded. */
  stop(): Promise<void>;
}

/**
 * The same refusal for who sends nothing again by itself: a program, an older client, a page that asks once. Only the
 * pages of the native protocol keep what they were refused.
 */
export function notKept(why: Refusal): Refusal {
  switch (why.code) {
    case 'STORE_FAILED':
      return refusal(
        why.code,
        'The hub can’t write to its disk now. Nothing was recorded: try again in a moment.',
      );
    case 'TOO_MANY':
      return refusal(
        why.code,
        'The hub has too much to do at once. Nothing was recorded: try again in a moment.',
      );
    case 'HUB_STOPPING':
      return refusal(why.code, 'The hub is stopping. Nothing was recorded: try again when it is back.');
    default:
      return why;
  }
}

/** What is between the decisions and the disk. `publish` is told of each commit before its senders are answered. */
export function createGroupCommit({
  store,
  states,
  around,
  publish,
}: {
  readonly store: EventStore;
  readonly states: Pick<States, 'draft'>;
  readonly around: Pick<HubSurroundings, 'now' | 'report'>;
  readonly publish: (rows: readonly EventRow[]) => void;
}): GroupCommit {
  let queue: Waiting[] = [];
  let scheduled = false;
  let stopping = false;

  function enqueue(waiting: Omit<Waiting, 'answer'>): Promise<Answer> {
    if (stopping)
      return Promise.resolve(
        err(refusal('HUB_STOPPING', 'The hub is stopping. Your entry is kept here and sent later.')),
      );
    if (queue.length >= longestQueue) {
      return Promise.resolve(
        err(
          refusal('TOO_MANY', 'The hub has too much to do at once. Your entry is kept here and sent again.'),
        ),
      );
    }
    return new Promise((answer) => {
      queue.push({ ...waiting, answer });
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    });
  }

  /** Decides and records everything that has come in since the last time: the group commit. */
  function flush(): void {
    scheduled = false;
    const batch = queue;
    queue = [];
    const draft = states.draft();
    const rows: EventRow[] = [];
    const fresh = new Map<CommandId, { device: DeviceId; kept: Kept }>();
    const answers: (() => void)[] = [];
    for (const waiting of batch) {
      const answer = alreadyRecorded(waiting, fresh) ?? record(waiting, draft, rows, fresh);
      answers.push(() => waiting.answer(answer));
    }
    if (rows.length > 0) {
      try {
        store.append(rows);
      } catch (cause) {
        around.report({
          code: 'STORE_FAILED',
          message: 'The hub can’t write to its disk. Nothing was recorded.',
          cause,
        });
        const failed = err(
          refusal(
            'STORE_FAILED',
            'The hub can’t write to its disk now. Your entry is kept here and sent again.',
          ),
        );
        for (const waiting of batch) waiting.answer(failed);
        return;
      }
      draft.keep();
      publish(rows);
    }
    for (const answer of answers) answer();
  }

  function alreadyRecorded(
    waiting: Waiting,
    fresh: ReadonlyMap<CommandId, { device: DeviceId; kept: Kept }>,
  ): Answer | null {
    const inBatch = fresh.get(waiting.id);
    const first = inBatch ? null : store.ofCommand(waiting.id)[0];
    if (!inBatch && !first) return null;
    if ((inBatch?.device ?? first?.device) !== waiting.by.device) {
      return err(refusal('NOT_ALLOWED', 'Another device has used this command’s id.'));
    }
    return ok(inBatch?.kept ?? { seq: first?.seq ?? 0, aside: first?.type === 'branched' });
  }

  function record(
    waiting: Waiting,
    draft: StatesDraft,
    rows: EventRow[],
    fresh: Map<CommandId, { device: DeviceId; kept: Kept }>,
  ): Answer {
    const decided = waiting.decide(draft);
    if (!decided.ok) return decided;
    const hubAt = around.now();
    for (const [n, decidedOn] of decided.value.entries()) {
      const row: EventRow = {
        seq: store.head() + rows.length + 1,
        topic: decidedOn.topic,
        type: decidedOn.type,
        event: eventIdOf(waiting.id, n),
        command: waiting.id,
        device: waiting.by.device,
        deviceSeq: waiting.deviceSeq,
        official: waiting.by.official,
        at: waiting.at,
        hubAt,
        body: decidedOn.body,
      };
      rows.push(row);
      decidedOn.fold(row);
    }
    const kept: Kept = {
      seq: store.head() + rows.length,
      aside: decided.value.some(({ type }) => type === 'branched'),
    };
    fresh.set(waiting.id, { device: waiting.by.device, kept });
    return ok(kept);
  }

  return {
    enqueue,
    async stop() {
      stopping = true;
      if (scheduled) await new Promise<void>((done) => setImmediate(done));
    },
  };
}
