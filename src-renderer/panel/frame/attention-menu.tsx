import { useEffect, useMemo, useRef, useState } from 'react';
import { typedAddress } from '#pages/panel/model/addresses.ts';
import { type Attention, attentionList, programsNeed } from '#pages/panel/model/attention.ts';
import { sideName } from '#pages/panel/model/lookups.ts';
import { groupedId, type Meet } from '#pages/panel/model/meets.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { needShape, useNeedWords } from '#pages/panel/parts/need-words.ts';
import { useProblemWords } from '#pages/panel/parts/problem-words.ts';
import { useWayWords } from '#pages/panel/parts/way-words.ts';
import type { Route } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed, useNow, useStatus } from '#ui/hub.tsx';

/** One number, one list: everything that waits for the organiser, each line leading to where it is settled. */
export function AttentionMenu() {
  const t = useText();
  const { tournament, scores, hub, newAddress, go } = usePanel();
  const people = useConfirmed('people') ?? null;
  const now = useNow(5000);
  const { refused } = useStatus();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const list = useMemo(
    () => attentionList({ tournament, scores, hub, people, now, newAddress }),
    [tournament, scores, hub, people, now, newAddress],
  );
  const adapters = useConfirmed('adapters') ?? null;
  const meets = useConfirmed('meets') ?? null;
  const all: readonly Attention[] = [
    ...(refused.length > 0 ? [{ kind: 'refused' as const, count: refused.length }] : []),
    ...list,
    ...programsNeed(adapters, meets),
  ];
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the list closes it; the button does the same
    <div
      className="attention"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        box.current?.querySelector('button')?.focus();
      }}
    >
      <Button
        className="attention-button"
        data-some={all.length > 0}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {all.length === 0 ? (
          t('attention.none')
        ) : (
          <>
            <span className="figures attention-number">{all.length}</span> {t('attention.title')}
          </>
        )}
      </Button>
      {open ? (
        <section className="attention-list" aria-label={t('attention.title')}>
          {all.length === 0 ? <p className="quiet">{t('attention.none')}</p> : null}
          <ul>
            {all.map((item, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity; none holds state
              <li key={i}>
                <AttentionLine
                  item={item}
                  onGo={(to) => {
                    setOpen(false);
                    if (item.kind === 'newAddress') newAddress?.seen();
                    go(to);
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function AttentionLine({ item, onGo }: { item: Attention; onGo: (to: Partial<Route>) => void }) {
  const t = useText();
  const needWords = useNeedWords();
  const problemWords = useProblemWords();
  const wayWords = useWayWords();
  const { tournament } = usePanel();
  const { to, shape, head, words } = described();
  return (
    <button type="button" className="attention-line" onClick={() => onGo(to)}>
      <span aria-hidden="true" className="attention-shape">
        {shape}
      </span>
      <span>
        {head ? <strong>{head}</strong> : null} {words}
      </span>
    </button>
  );

  function described(): { to: Partial<Route>; shape: string; head: string; words: string } {
    switch (item.kind) {
      case 'match':
        return {
          to: { screen: 'live', match: item.plan.id },
          shape: needShape[item.need.kind],
          head: headOf(item.plan),
          words: needWords(item.need),
        };
      case 'joinRequest':
        return {
          to: { screen: 'devices', match: null },
          shape: '+',
          head: '',
          words: t('attention.join', { name: item.request.name }),
        };
      case 'noNetwork':
        return {
          to: { screen: 'venue', match: null },
          shape: '▲',
          head: '',
          words: t('venue.noNetwork'),
        };
      case 'newAddress':
        return {
          to: { screen: 'devices', match: null },
          shape: '▲',
          head: '',
          words: t('address.changed', { from: typedAddress(item.from), to: typedAddress(item.to) }),
        };
      case 'nobodyCame':
        return {
          to: { screen: 'devices', match: null },
          shape: '○',
          head: '',
          words: t('attention.nobody', { count: item.expected }),
        };
      case 'refused':
        return {
          to: { screen: 'history', match: null },
          shape: '✕',
          head: '',
          words: t('attention.refused', { count: item.count }),
        };
      case 'problem':
        return { to: { screen: 'venue', match: null }, shape: '!', head: '', words: problemWords(item) };
      case 'way':
        return {
          to: { screen: 'programs', tab: 'ways', item: null },
          shape: '✕',
          head: '',
          words: t('attention.way', { name: t(`ways.${item.name}`), why: wayWords(item.problem) }),
        };
      case 'delivery':
        return {
          to: { screen: 'programs', tab: 'meets', item: item.meet.id },
          shape: '▲',
          head: meetHead(item.meet),
          words: item.refused
            ? t('attention.mailRefused')
            : t('attention.delivery', { target: t(`target.${item.target}`) }),
        };
      case 'recovering':
        return {
          to: { screen: 'programs', tab: 'meets', item: item.meet.id },
          shape: '▲',
          head: meetHead(item.meet),
          words: t('attention.recovering'),
        };
      default:
        return unreachable(item);
    }
  }

  function meetHead({ id, name }: Meet): string {
    return t('attention.meet', { name: name || groupedId(id) });
  }

  function headOf(plan: MatchPlan): string {
    const sides = `${sideName(tournament, plan, 'A')} ${t('versus')} ${sideName(tournament, plan, 'B')}`;
    return `#${plan.number} ${sides}:`;
  }
}
