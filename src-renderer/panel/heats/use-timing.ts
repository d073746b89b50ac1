import { useCallback, useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';
import { useTroubleText } from '#pages/panel/edits.ts';
import { useSay } from '#pages/panel/notices.tsx';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { isPassing } from '#pages/panel/trouble.ts';
import type { TimedState } from '#shared/domain/timed/heat.ts';
import { TimedEvent } from '#shared/domain/timed/records.ts';
import { readStored, writeStored } from '#ui/stored.ts';

/** How long an entry waits before it is sent again while the hub can't take it, in milliseconds. */
const againAfterMs = 1_000;

const Waiting = z.array(TimedEvent);

/** Entries that were kept on this laptop before the page was loaded again. */
function storedEntries(key: string): readonly TimedEvent[] {
  try {
    const parsed = Waiting.safeParse(JSON.parse(readStored(key) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/**
 * Sends entries of timed heats one after the other. Each is kept on this laptop until the hub has it, through a silent hub
 * and a reload; one that is refused is said and left out. `waiting`: what the hub doesn't have yet.
 */
export function useTiming(): {
  readonly enter: (entry: TimedEvent) => void;
  readonly waiting: readonly TimedEvent[];
  /** The heats as the hub gave them with its last answer; null before the first. */
  readonly answered: TimedState | null;
} {
  const t = useText();
  const say = useSay();
  const trouble = useTroubleText();
  const { tournament, api } = usePanel();
  const key = `timed.${tournament.id}`;
  const queue = useRef<readonly TimedEvent[]>(storedEntries(key));
  const sending = useRef(false);
  const [waiting, setWaiting] = useState(queue.current);
  const [answered, setAnswered] = useState<TimedState | null>(null);

  const become = useCallback(
    (next: readonly TimedEvent[]) => {
      queue.current = next;
      writeStored(key, next.length === 0 ? null : JSON.stringify(next));
      setWaiting(next);
    },
    [key],
  );

  const send = useCallback(async (): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    for (let first = queue.current[0]; first; first = queue.current[0]) {
      const answer = await api.timed(tournament.id, first);
      if (!answer.ok && isPassing(answer.error)) {
        await new Promise((later) => setTimeout(later, againAfterMs));
        continue;
      }
      if (answer.ok) setAnswered(answer.value);
      else say({ words: t('say.notDone', { why: trouble(answer.error) }), tone: 'wrong' });
      become(queue.current.slice(1));
    }
    sending.current = false;
  }, [api, become, say, t, tournament.id, trouble]);

  useEffect(() => void send(), [send]);

  const enter = useCallback(
    (entry: TimedEvent) => {
      become([...queue.current, entry]);
      void send();
    },
    [become, send],
  );
  return { enter, waiting, answered };
}
