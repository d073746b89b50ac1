import type { Side } from '#shared/domain/sports/rally-events.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { countdownText } from './format.ts';
import type { MatchLine, MatchSay } from './match-line.ts';
import type { en } from './text/en.ts';
import { watching } from './text/watching.ts';
import { pageText, type Translate } from './text.ts';

/** The sentences that board and live page share, beside those that all pages share. */
export const watchingText = pageText(watching);
export type WatchingTranslate = Translate<(typeof watching)['en'] & typeof en>;

/** The name of a side in words. */
export const nameOf = (line: MatchLine, side: Side, t: WatchingTranslate): string =>
  line.sides[side].name ?? t('side.unknown');

/** The one thing worth saying of a match, as words. */
export function sayWords(line: MatchLine, say: MatchSay, t: WatchingTranslate): string {
  switch (say.kind) {
    case 'schedule':
      return t(`schedule.${say.schedule}`);
    case 'decisive': {
      const name = nameOf(line, say.side, t);
      return say.what === 'match' ? t('decisive.match', { name }) : t(`decisive.${line.unit}`, { name });
    }
    case 'interval': {
      const what = t(`interval.${say.what}`);
      // A break without a clock, or whose time is up, is still a break until play begins again.
      return say.leftMs > 0 ? t('interval.clock', { what, clock: countdownText(say.leftMs) }) : what;
    }
    case 'inSet':
      return t(`in.${line.unit}`, { n: say.number });
    case 'won': {
      const name = nameOf(line, say.side, t);
      return say.mark ? t('won.byMark', { name, mark: t(`mark.${say.mark}`) }) : t('won.by', { name });
    }
    default:
      return unreachable(say);
  }
}
