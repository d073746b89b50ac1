import { useCallback } from 'react';
import { eventWords, reasonOf } from '#pages/panel/model/event-words.ts';
import type { HistoryLine, Touched } from '#pages/panel/model/history.ts';
import { sideName } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';

/** A line of the history in words. */
export function useHistoryWords(): (line: HistoryLine) => string {
  const t = useText();
  const { tournament } = usePanel();
  return useCallback(
    ({ what }) => {
      if (what.kind === 'unknown') return t('history.unknown', { type: what.type });
      if (what.kind === 'match') {
        const plan = tournament.matches[what.match];
        const side = (s: Side): string => (plan ? sideName(tournament, plan, s) : s);
        const reason = reasonOf(what.body);
        const words = eventWords(what.body, t, side, null);
        return t('history.matchEvent', {
          number: plan?.number ?? '?',
          what: reason ? `${words} (${reason})` : words,
        });
      }
      const counted = ({ kind, count, names }: Touched): string =>
        t(`count.${kind}`, { count }) + (names.length > 0 ? ` (${names.join(', ')})` : '');
      const list = what.touched.map(counted).join(', ');
      switch (what.body.type) {
        case 'put':
          return t('history.wrote', { what: list });
        case 'remove':
          return t('history.removed', { what: list });
        case 'create':
        case 'change':
        case 'close':
        case 'reopen':
          return t(`history.${what.body.type}`);
      }
    },
    [t, tournament],
  );
}
