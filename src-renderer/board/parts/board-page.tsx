import { type ReactNode, useMemo } from 'react';
import { type BoardWish, boardShow } from '#pages/board/model/wish.ts';
import { useText } from '#pages/board/text/board-text.ts';
import type { TournamentId } from '#shared/domain/ids.ts';
import type { ScoresById } from '#shared/domain/tournament/court-now.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { useConfirmed, useStatus } from '#ui/hub.tsx';
import { useNewestPage } from '#ui/new-page.ts';
import { useFullscreenKeys } from '#ui/screen.ts';
import { StaleBand, useStaleness } from '#ui/stale.tsx';
import { tournamentChoice } from '#ui/tournament-choice.ts';
import { Chooser, TournamentLinks } from './chooser.tsx';
import { CourtBoard } from './court-board.tsx';
import { GridBoard } from './grid-board.tsx';
import { TurnBoard } from './turn-board.tsx';

/** What a board needs of a tournament. */
export interface BoardData {
  readonly state: TournamentState;
  readonly scores: ScoresById;
  readonly wish: BoardWish;
}

/** A screen in the hall: what its address asks for. */
export function BoardPage({ wish }: { wish: BoardWish }) {
  const t = useText();
  const { ended } = useStatus();
  const lines = useConfirmed('tournaments');
  const choice = lines ? tournamentChoice(lines, wish.tournament, null) : null;
  useNewestPage();
  useFullscreenKeys();

  if (ended) return <Says words={t('ended.page')} />;
  if (!choice) return <Says words={t('loading')} />;
  switch (choice.kind) {
    case 'none':
      return <Says words={t('tournament.none')} />;
    case 'unknown':
      return (
        <Says words={t('tournament.unknown')}>
          <TournamentLinks lines={lines ?? []} />
        </Says>
      );
    case 'choose':
      return (
        <Says words={t('tournament.choose')}>
          <TournamentLinks lines={choice.lines} />
        </Says>
      );
    case 'chosen':
      return <TournamentBoard tournament={choice.line.id} wish={wish} />;
    default:
      return unreachable(choice);
  }
}

function TournamentBoard({ tournament, wish }: { tournament: TournamentId; wish: BoardWish }) {
  const t = useText();
  const { isStale } = useStaleness();
  const state = useConfirmed(`tournament/${tournament}`);
  const lines = useConfirmed(`scores/${tournament}`);
  const scores: ScoresById = useMemo(() => new Map((lines ?? []).map((line) => [line.id, line])), [lines]);
  if (state === null) return <Says words={t('tournament.unknown')} />;
  if (!state || !lines) return <Says words={t('loading')} />;
  return (
    <div className="board" data-stale={isStale}>
      <Show data={{ state, scores, wish }} />
    </div>
  );
}

function Show({ data }: { data: BoardData }) {
  const t = useText();
  const { state, wish } = data;
  const show = boardShow(state, wish);
  switch (show.kind) {
    case 'court':
      return <CourtBoard data={data} court={show.court} />;
    case 'venue':
      if (show.courts.length === 0) {
        return (
          <Says words={t('venue.empty', { venue: show.venue.name })} timeZone={state.details.timeZone} />
        );
      }
      return wish.turnSeconds === null ? (
        <GridBoard data={data} venue={show.venue} courts={show.courts} />
      ) : (
        <TurnBoard data={data} courts={show.courts} everyMs={wish.turnSeconds * 1000} />
      );
    case 'choose':
      return <Chooser state={state} trouble={null} />;
    case 'unknown': {
      const { asked, several, what } = show;
      return <Chooser state={state} trouble={t(`${several ? 'several' : 'unknown'}.${what}`, { asked })} />;
    }
    default:
      return unreachable(show);
  }
}

/** A screen that has only a sentence to show, and what can be done. */
function Says({ words, timeZone, children }: { words: string; timeZone?: string; children?: ReactNode }) {
  return (
    <div className="board-says">
      <p role="status">{words}</p>
      {children}
      <div className="board-says-band">
        <StaleBand timeZone={timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone} />
      </div>
    </div>
  );
}
