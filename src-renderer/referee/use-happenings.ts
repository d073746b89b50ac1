import { useEffect, useRef, useState } from 'react';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { Happened } from '#ui/said.tsx';
import { type Around, describeChange } from './describe.ts';
import { signal } from './signals.ts';

/** What has just happened in the match on the screen. */
export interface Happenings {
  readonly happened: Happened | null;
  /** The newest point, for the flash on its half. */
  readonly lastPoint: { readonly side: Side; readonly event: string } | null;
  /** Says something that isn't an event, such as a tap that wasn't counted. */
  readonly say: (words: string) => void;
}

/**
 * Says in words what each new event or undo was, and signals those of this phone. It goes by the state that is shown, so
 * nothing is announced that wasn't kept.
 */
export function useHappenings(state: MatchState, around: Around, device: DeviceId): Happenings {
  const [happened, setHappened] = useState<Happened | null>(null);
  const [lastPoint, setLastPoint] = useState<Happenings['lastPoint']>(null);
  const before = useRef(state);
  const say = (words: string) => setHappened((last) => ({ n: (last?.n ?? 0) + 1, words }));
  useEffect(() => {
    const change = before.current === state ? null : describeChange(before.current, state, around);
    before.current = state;
    if (!change) return;
    const { body, device: by, event } = change.record;
    setHappened((last) => ({ n: (last?.n ?? 0) + 1, words: change.words }));
    if (body.type === 'point') setLastPoint({ side: body.side, event });
    if (by === device) signal(body.type === 'void' ? 'undo' : 'point');
  }, [state, around, device]);
  return { happened, lastPoint, say };
}
