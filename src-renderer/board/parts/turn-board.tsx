import type { Court } from '#shared/domain/tournament/records.ts';
import { useTurn } from '#ui/use-turn.ts';
import type { BoardData } from './board-page.tsx';
import { CourtBoard } from './court-board.tsx';

/** The courts of a venue one after the other. */
export function TurnBoard({
  data,
  courts,
  everyMs,
}: {
  data: BoardData;
  courts: readonly Court[];
  everyMs: number;
}) {
  const turn = useTurn(everyMs, courts.length);
  const court = courts[turn];
  return court ? <CourtBoard key={court.id} data={data} court={court} /> : null;
}
