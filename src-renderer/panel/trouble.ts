/** Why a request to the hub failed: its refusal, or nothing came back. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The hub didn't answer at all. */
export const hubSilent: Trouble = { code: 'HUB_AWAY', message: 'The hub doesn’t answer.' };

/** What says nothing about the entry itself: it is kept, and sent again. */
const passing: ReadonlySet<string> = new Set([
  hubSilent.code,
  'STORE_FAILED',
  'HUB_STOPPING',
  'TOO_MANY',
  // The panel was opened anew elsewhere, or the hub's folder is another: signed in again, it sends what it kept.
  'TOKEN_UNKNOWN',
]);

/** Whether the same request may succeed later. A status without a refusal of the hub's comes from a failure on the way. */
export const isPassing = ({ code }: Pick<Trouble, 'code'>): boolean =>
  passing.has(code) || /^5\d\d$/.test(code);
