import type { CommandId } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { RefusedCommand } from './hub-client.ts';

type Unnumbered<C> = C extends unknown ? Omit<C, 'deviceSeq'> : never;

/** A command that the device's storage hasn't numbered yet. */
export type Draft = Unnumbered<Command>;

/** Everything a device keeps of its commands. */
export interface StoredOutbox {
  /** In the order of `deviceSeq`. */
  readonly waiting: readonly Command[];
  /** Oldest first. */
  readonly refused: readonly RefusedCommand[];
  /** The highest number ever given to a command of this device; 0 if none. */
  readonly lastDeviceSeq: number;
}

/**
 * Where a device keeps what the hub hasn't confirmed: IndexedDB on a phone. Two tabs of a phone share one store, so each
 * call is one transaction of its own, a command may have been removed by the other tab meanwhile, and numbers are given
 * here and nowhere else. All promises reject when the storage fails.
 */
export interface OutboxStore {
  load(): Promise<StoredOutbox>;
  /**
   * Gives the command the number after `lastDeviceSeq` and keeps both, in one transaction; resolves with the numbered
   * command when it is on the device. Calls made one after the other are numbered in that order.
   */
  put(draft: Draft): Promise<Command>;
  /** Forgets a waiting command; one that isn't there is ignored. `lastDeviceSeq` stays. */
  remove(id: CommandId): Promise<void>;
  /** Moves a waiting command to the refused ones; one that isn't there is ignored. */
  refuse(id: CommandId, why: Refusal): Promise<void>;
  /** Forgets a refused command; one that isn't there is ignored. */
  dismiss(id: CommandId): Promise<void>;
}

/** An outbox in memory, for programs that have nothing to keep across a restart, and for tests. */
export function memoryOutboxStore(): OutboxStore {
  const waiting = new Map<CommandId, Command>();
  const refused = new Map<CommandId, RefusedCommand>();
  let lastDeviceSeq = 0;
  return {
    load: async () => ({ waiting: [...waiting.values()], refused: [...refused.values()], lastDeviceSeq }),
    async put(draft) {
      lastDeviceSeq += 1;
      const command: Command = { ...draft, deviceSeq: lastDeviceSeq };
      waiting.set(command.id, command);
      return command;
    },
    async remove(id) {
      waiting.delete(id);
    },
    async refuse(id, why) {
      const command = waiting.get(id);
      if (!command) return;
      waiting.delete(id);
      refused.set(id, { command, why });
    },
    async dismiss(id) {
      refused.delete(id);
    },
  };
}
