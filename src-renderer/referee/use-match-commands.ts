import { useState } from 'react';
import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import { useHub } from '#ui/hub.tsx';

/** Sends what the referee does in one match. */
export interface MatchCommands {
  readonly send: (bodies: readonly MatchCommandBody[]) => void;
  /** The phone couldn't store the last tap, so it wasn't counted. */
  readonly cannotStore: boolean;
}

/** `onRefused` is called for each command that isn't counted, now or later. */
export function useMatchCommands(match: MatchId, onRefused: (why: Refusal) => void): MatchCommands {
  const hub = useHub();
  const [cannotStore, setCannotStore] = useState(false);
  const send = (bodies: readonly MatchCommandBody[]) => {
    for (const body of bodies) {
      const { stored, outcome } = hub.submit(matchTopic(match), body);
      stored.then(
        () => setCannotStore(false),
        () => undefined,
      );
      outcome.then(
        (result) => {
          if (result.kind !== 'refused') return;
          if (result.why.code === 'STORE_FAILED') setCannotStore(true);
          onRefused(result.why);
        },
        () => undefined,
      );
    }
  };
  return { send, cannotStore };
}
