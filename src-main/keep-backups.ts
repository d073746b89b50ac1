import type { HubPort } from '#main/hub/hub-port.ts';
import type { Every } from '#main/hub/pace.ts';
import type { Seq } from '#shared/domain/ids.ts';

/** While the log grows it is copied after so many seconds. */
const regularlyAfter = 5 * 60;
/** A pause in the play, or a copy that failed, makes one sooner, but not before so many seconds after the last. */
const soonAfter = 60;

/** What keeping backups needs of what is around it. */
export interface BackupSurroundings {
  readonly hub: Pick<HubPort, 'head' | 'liveMatches' | 'onCommit'>;
  /** Makes a copy; rejects when it can't. */
  readonly copy: () => Promise<unknown>;
  readonly every: Every;
  /** How the last copy went: what went wrong, or null. */
  readonly became: (failure: { readonly cause: unknown } | null) => void;
}

/** The schedule of the backups. */
export interface Backups {
  /** Ends the schedule and makes a last copy if the log has grown since the one before. */
  stop(): Promise<void>;
}

/**
 * Copies the log every five minutes while it grows, and soon after the last running match has ended or a tournament was
 * closed: that is when an organiser packs up. Time is counted and not read, since a laptop's clock may be set.
 */
export function keepBackups({ hub, copy, every, became }: BackupSurroundings): Backups {
  let copied: Seq = hub.head();
  let sinceLast = 0;
  let tried = false;
  let failed = false;
  let touched = false;
  let due = false;
  let running: Promise<void> | null = null;

  const stopListening = hub.onCommit((rows) => {
    touched ||= rows.some(({ topic, type }) => topic.startsWith('match/') || type === 'close');
  });

  const stopTicking = every(1_000, () => {
    sinceLast += 1;
    // Once a second at the most, since it looks at every match.
    if (touched && hub.liveMatches() === 0) due = true;
    touched = false;
    if (running || hub.head() === copied) return;
    const isSoon = (due || failed) && (!tried || sinceLast >= soonAfter);
    if (isSoon || sinceLast >= regularlyAfter) begin();
  });

  function begin(): void {
    running = copyNow().finally(() => {
      running = null;
    });
  }

  async function copyNow(): Promise<void> {
    const head = hub.head();
    sinceLast = 0;
    tried = true;
    due = false;
    try {
      await copy();
      copied = head;
      failed = false;
      became(null);
    } catch (cause) {
      failed = true;
      became({ cause });
    }
  }

  return {
    async stop() {
      stopTicking();
      stopListening();
      await running;
      if (hub.head() !== copied) await copyNow();
    },
  };
}
