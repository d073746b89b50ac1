import { ageText } from './format.ts';
import { useDeviceNow, useStatus } from './hub.tsx';
import { useLanguage } from './language.ts';
import { type LinkView, linkShapes, linkView } from './link-view.ts';
import { useSharedText } from './text.ts';

/** Whether this page is live and how old its data is: a colour, a shape and a word. A button when it can be tapped. */
export function LinkPill({ onClick }: { onClick?: () => void }) {
  const view = useLinkView();
  const { words, full } = useLinkWords(view);
  const inside = (
    <>
      <span aria-hidden="true">{linkShapes[view.state]}</span>
      <span aria-hidden="true">{words}</span>
      <span className="visually-hidden">{full}</span>
    </>
  );
  if (!onClick) {
    return (
      <span className="link-pill" data-state={view.state}>
        {inside}
      </span>
    );
  }
  return (
    <button type="button" className="link-pill" data-state={view.state} onClick={onClick}>
      {inside}
    </button>
  );
}

/** The link's state, kept up to date by the second. */
export function useLinkView(): LinkView {
  const status = useStatus();
  const now = useDeviceNow(1000);
  return linkView(status, Math.max(now, status.lastHeard ?? 0));
}

/** The link's state in words: short ones for the pill, full ones for a screen reader. */
function useLinkWords(view: LinkView): { words: string; full: string } {
  const t = useSharedText();
  const language = useLanguage();
  const age = view.ageMs === null ? null : ageText(view.ageMs, language);
  const kept = view.waiting > 0 ? `, ${t('link.waiting', { count: view.waiting })}` : '';
  const keptShort = view.waiting > 0 ? ` ◔ ${view.waiting}` : '';
  switch (view.state) {
    case 'live':
      return { words: t('link.live'), full: t('link.live') };
    case 'waiting':
      return { words: String(view.waiting), full: t('link.waiting', { count: view.waiting }) };
    case 'stale':
      return { words: `${age ?? ''}${keptShort}`, full: t('link.stale', { age: age ?? '' }) + kept };
    case 'connecting':
      return { words: t('link.connecting') + keptShort, full: t('link.connecting') + kept };
    case 'away':
      return {
        words: (age ?? t('link.away')) + keptShort,
        full: (age ? t('link.awayFor', { age }) : t('link.away')) + kept,
      };
    case 'wrong':
      return { words: t('link.wrong') + keptShort, full: t('link.wrong') + kept };
  }
}
