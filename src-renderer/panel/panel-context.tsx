import { createContext, useContext } from 'react';
import type { OfficialId } from '#shared/domain/ids.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { HubStatus } from '#shared/protocol/down.ts';
import type { Scores } from './model/lookups.ts';
import type { OrganiserApi } from './organiser-api.ts';
import type { Route } from './routing.ts';
import type { SeatBook } from './seat-book.ts';
import type { NewAddress } from './use-new-address.ts';

/** What every screen of an open tournament works with. */
export interface Panel {
  readonly tournament: TournamentState;
  readonly scores: Scores;
  /** Null until the hub has told its status. */
  readonly hub: HubStatus | null;
  readonly route: Route;
  readonly api: OrganiserApi;
  /** Goes to another screen or match of this tournament; what isn't named stays, a new screen closes the match. */
  readonly go: (to: Partial<Route>) => void;
  readonly seats: SeatBook;
  /** The QR codes' address has changed and the organiser hasn't said that they have seen it. */
  readonly newAddress: NewAddress | null;
  /** Opens the large view of QR codes, for an official or for anyone. */
  readonly showCodes: (official: OfficialId | null) => void;
}

const PanelContext = createContext<Panel | null>(null);
export const PanelProvider = PanelContext;

/** The open tournament with everything around it. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('usePanel needs an open tournament around it');
  return panel;
}
