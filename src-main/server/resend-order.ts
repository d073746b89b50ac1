import type { CommandId, Moment } from '#shared/domain/ids.ts';
import type { RefusalCode } from '#shared/domain/refusal.ts';

/** A device sends a command again within 2 s of such a refusal; after this time it isn't waited for, in milliseconds. */
const resendWithinMs = 10_000;
/** Refusals after which a device sends the same command again (rule P15). */
const passing: ReadonlySet<RefusalCode> = new Set(['STORE_FAILED', 'HUB_STOPPING', 'TOO_MANY']);

/**
 * Keeps the order of a connection's taps: one that was refused for the moment comes again, and until then what was tapped
 * after it waits too, or the log would swap them.
 */
export interface ResendOrder {
  /** Whether a command has to wait for an earlier one. One that needn't is taken to be that one, or a new beginning. */
  mustWait(command: CommandId): boolean;
  /** The hub has refused a command. */
  refused(command: CommandId, code: RefusalCode): void;
}

export function resendOrder(now: () => Moment): ResendOrder {
  let from: CommandId | null = null;
  let since: Moment = 0;
  return {
    mustWait(command) {
      // It may never come again: another page of the same phone can have sent it.
      const isAwaited = from !== null && Math.abs(now() - since) <= resendWithinMs;
      if (isAwaited && from !== command) return true;
      from = null;
      return false;
    },
    refused(command, code) {
      if (!passing.has(code) || from !== null) return;
      from = command;
      since = now();
    },
  };
}
