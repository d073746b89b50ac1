import type { Moment, OfficialId, TournamentId } from '#shared/domain/ids.ts';
import type { OfficialRole } from '#shared/domain/tournament/records.ts';
import type { Result } from '#shared/lib/result.ts';
import type { OpenedSeat, OrganiserApi } from './organiser-api.ts';
import type { Trouble } from './trouble.ts';

/** Whom a QR code is for. */
export interface SeatWish {
  readonly tournament: TournamentId;
  /** Null: the one who scans gives a name. */
  readonly official: OfficialId | null;
  readonly role: OfficialRole;
  /** The address that the code leads to; another one needs another code. */
  readonly address: string | null;
}

/**
 * The QR codes that this panel has shown: the hub gives a code's secret only once, so showing it again needs it from
 * here. Lasts as long as the page.
 */
export interface SeatBook {
  /** The code that was shown before, or a new one; `fresh` closes the old one first. */
  seatFor(wish: SeatWish, now: Moment, fresh?: boolean): Promise<Result<OpenedSeat, Trouble>>;
  /** The hub has closed codes that were shown (somebody was shut out): none is shown again. */
  forget(): void;
}

/** A code this near to its end isn't shown again, in milliseconds. */
const lastsAtLeastMs = 3_600_000;

/** A book that asks the hub for seats. */
export function createSeatBook(api: Pick<OrganiserApi, 'openSeat' | 'closeSeat'>): SeatBook {
  const asked = new Map<string, Promise<Result<OpenedSeat, Trouble>>>();
  return {
    async seatFor(wish, now, fresh = false) {
      const key = JSON.stringify([wish.tournament, wish.official, wish.role, wish.address]);
      const known = await asked.get(key);
      if (known?.ok && !fresh && known.value.expires - now > lastsAtLeastMs) return known;
      if (known?.ok && fresh) await api.closeSeat(known.value.seat);
      const opened = api.openSeat(wish.tournament, wish.official, wish.role);
      asked.set(key, opened);
      return opened;
    },
    forget: () => asked.clear(),
  };
}
