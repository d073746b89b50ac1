import { type ReactNode, useState } from 'react';
import { useTroubleText } from '#pages/panel/edits.ts';
import { sizeText } from '#pages/panel/model/meets.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Moment } from '#shared/domain/ids.ts';
import { Button } from '#ui/button.tsx';
import { secondsText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import type { PagedLines } from './use-pages.ts';

/** A text longer than this is shown up to here, in characters: one event can be 84 KB. */
const shownAtFirst = 400;

/** What all lists of lines from other programs have. */
interface Line {
  readonly seq: number;
  readonly at: Moment;
}

/** Lines newest first, more on demand; what to say when there are none, and when they can't be read. */
export function EventList<T extends Line>({
  title,
  none,
  paged,
  children,
}: {
  title: string;
  none: string;
  paged: PagedLines<T>;
  /** What stands beside the time of a line. */
  children: (line: T) => ReactNode;
}) {
  const t = useText();
  const language = useLanguage();
  const trouble = useTroubleText();
  const { tournament } = usePanel();
  const { pages } = paged;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {paged.trouble ? (
        <div className="buttons">
          <p className="wrong">{t('events.notRead', { why: trouble(paged.trouble) })}</p>
          <Button onClick={paged.again}>{t('gate.retry')}</Button>
        </div>
      ) : null}
      {pages === null && !paged.trouble ? <p className="quiet">{t('loading')}</p> : null}
      {pages?.lines.length === 0 ? <p className="quiet">{none}</p> : null}
      <ol className="events">
        {pages?.lines.map((line) => (
          <li key={line.seq} className="event-line">
            <span className="figures event-time">
              {secondsText(line.at, tournament.details.timeZone, language)}
            </span>
            <div className="event-what">{children(line)}</div>
          </li>
        ))}
      </ol>
      {pages?.hasMore ? (
        <Button disabled={paged.busy} onClick={paged.more}>
          {paged.busy ? t('loading') : t('events.older')}
        </Button>
      ) : null}
    </section>
  );
}

/** A text exactly as another program sent it: it can't act here, mix its direction in, or widen the page. */
export const RawText = ({ text }: { text: string }) => (
  <CutText text={text}>{(shown) => <code className="raw-text">{shown}</code>}</CutText>
);

/** A long text up to a point, the rest on demand. */
export function CutText({ text, children }: { text: string; children: (shown: string) => ReactNode }) {
  const t = useText();
  const language = useLanguage();
  const [whole, setWhole] = useState(false);
  const isCut = !whole && text.length > shownAtFirst * 1.25;
  // Half of a surrogate pair at the cut would show as a broken sign.
  const shown = isCut ? text.slice(0, shownAtFirst).replace(/[\uD800-\uDBFF]$/, '') : text;
  return (
    <>
      {children(isCut ? `${shown} …` : shown)}
      {isCut ? (
        <Button kind="plain" onClick={() => setWhole(true)}>
          {t('events.whole', { size: sizeText(new Blob([text]).size, language) })}
        </Button>
      ) : null}
    </>
  );
}
