import { useEffect } from 'react';
import type { MatchId } from '#shared/domain/ids.ts';
import { matchContext } from '#shared/domain/match/context.ts';
import type { MatchContext } from '#shared/domain/match/decide.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Me } from '#shared/domain/match/steps.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { useHub, useShown } from '#ui/hub.tsx';
import { MatchHeader } from './match-header.tsx';
import { MatchInHand } from './match-in-hand.tsx';
import { useText } from './text.ts';

/** What every view of a match needs. */
export interface InMatch {
  readonly tournament: TournamentState;
  readonly state: MatchState;
  readonly context: MatchContext;
  readonly me: Me;
  readonly onBack: () => void;
  readonly onOpen: (match: MatchId) => void;
  readonly onStatus: () => void;
}

/** One match, at whatever step it is. */
export function MatchPage({
  match,
  tournament,
  me,
  onBack,
  onOpen,
  onStatus,
}: {
  match: MatchId;
  tournament: TournamentState;
  me: Me;
  onBack: () => void;
  onOpen: (match: MatchId) => void;
  onStatus: () => void;
}) {
  const t = useText();
  const hub = useHub();
  const state = useShown(matchTopic(match));
  const context = matchContext(tournament, match);
  useEffect(() => {
    hub.showing(match);
    return () => hub.showing(null);
  }, [hub, match]);
  if (!state || !context) {
    return (
      <main className="page">
        <MatchHeader tournament={tournament} plan={context?.plan} onBack={onBack} onStatus={onStatus} />
        <p className="empty">{t('list.loading')}</p>
      </main>
    );
  }
  return (
    <MatchInHand
      key={match}
      tournament={tournament}
      state={state}
      context={context}
      me={me}
      onBack={onBack}
      onOpen={onOpen}
      onStatus={onStatus}
    />
  );
}
