/** Why a request to the hub failed: its refusal, or nothing came back. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The hub didn't answer at all. */
export const hubSilent: Trouble = { code: 'HUB_AWAY', message: 'The hub doesn’t answer.' };
