import type { Caller } from '#main/dialects/dialect.ts';
import type { AskedFrom } from '#main/dialects/transport/allowance.ts';

/** Who wants something of a room, whatever the adapter. */
export interface Asker extends AskedFrom {
  readonly caller: Caller;
}

/**
 * Why something wasn't done; nothing was changed. `bad`: not a message or a room; `closed`: needs a token; `tooMuch`: too
 * often or too many from this address; `full`: the hub's own bounds; `unavailable`: the hub can't record now.
 */
export interface RoomRefusal {
  readonly code: 'bad' | 'closed' | 'tooMuch' | 'full' | 'unavailable';
  /** A sentence for people. */
  readonly message: string;
}
