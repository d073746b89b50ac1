import type { LinkStatus } from '#shared/client/hub-client.ts';
import type { Moment } from '#shared/domain/ids.ts';

/** What the link pill says: one state, how old the data is, how many taps wait. */
export interface LinkView {
  readonly state: 'connecting' | 'live' | 'waiting' | 'stale' | 'away' | 'wrong';
  /** Milliseconds since the hub was last heard; null if never. */
  readonly ageMs: number | null;
  readonly waiting: number;
}

/** Boils a status down to what the pill says; `deviceNow` is this device's clock in milliseconds. */
export function linkView(status: LinkStatus, deviceNow: Moment): LinkView {
  const ageMs = status.lastHeard === null ? null : Math.max(0, deviceNow - status.lastHeard);
  const { waiting } = status;
  if (status.ended) return { state: 'wrong', ageMs, waiting };
  if (status.state === 'live' && waiting > 0) return { state: 'waiting', ageMs, waiting };
  return { state: status.state, ageMs, waiting };
}

/** Shape of each state, so that colour is never the only sign. */
export const linkShapes: Readonly<Record<LinkView['state'], string>> = {
  connecting: '◌',
  live: '●',
  waiting: '◔',
  stale: '▲',
  away: '✕',
  wrong: '✕',
};
