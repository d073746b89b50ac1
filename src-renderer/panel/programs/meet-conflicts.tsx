import { useEffect, useRef, useState } from 'react';
import { useTroubleText } from '#pages/panel/edits.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useParts } from '#pages/panel/parts/use-parts.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Trouble } from '#pages/panel/trouble.ts';
import type { MeetConflictLine } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { secondsText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import { RawText } from './event-list.tsx';

const shownAtOnce = 50;

/** Where two places changed the same thing: what stands, and what was lost. */
export function MeetConflicts({ meet, count }: { meet: string; count: number }) {
  const t = useText();
  const trouble = useTroubleText();
  const { programs } = usePanel().api;
  const [lines, setLines] = useState<readonly MeetConflictLine[] | null>(null);
  const [failed, setFailed] = useState<Trouble | null>(null);
  const read = useRef(async () => {});
  read.current = async () => {
    const answer = await programs.conflicts(meet);
    setFailed(answer.ok ? null : answer.error);
    if (answer.ok) setLines(answer.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` says when to read again
  useEffect(() => {
    void read.current();
  }, [count]);
  const { shown, more } = useParts(lines ?? [], shownAtOnce);
  return (
    <Block title={t('meets.conflicts')}>
      <p className="quiet lead-text">{t('meets.conflictsHint')}</p>
      {failed ? (
        <div className="buttons">
          <p className="wrong">{t('events.notRead', { why: trouble(failed) })}</p>
          <Button onClick={() => void read.current()}>{t('gate.retry')}</Button>
        </div>
      ) : null}
      {lines === null && !failed ? <p className="quiet">{t('loading')}</p> : null}
      {lines?.length === 0 ? <p>✓ {t('meets.noConflicts')}</p> : null}
      {lines && lines.length > 0 ? <ConflictTable lines={shown} all={count} /> : null}
      {lines && lines.length > 0 && count > lines.length ? (
        <p className="quiet">{t('programs.newest', { shown: lines.length, total: count })}</p>
      ) : null}
      {more}
    </Block>
  );
}

/** `all`: how many there are with those that aren't shown. */
function ConflictTable({ lines, all }: { lines: readonly MeetConflictLine[]; all: number }) {
  const t = useText();
  const language = useLanguage();
  const { timeZone } = usePanel().tournament.details;
  // Newer ones come before: counted from the end, each keeps its number.
  const numbered = lines.map((line, i) => ({ line, number: all - i }));
  return (
    <table className="table conflicts-table">
      <caption className="visually-hidden">{t('meets.conflicts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('history.time')}</th>
          <th scope="col">{t('meets.key')}</th>
          <th scope="col">{t('meets.stands')}</th>
          <th scope="col">{t('meets.lost')}</th>
        </tr>
      </thead>
      <tbody>
        {numbered.map(({ line: { at, key, won, lost }, number }) => (
          <tr key={number}>
            <td className="nowrap">{secondsText(at, timeZone, language)}</td>
            <td>
              <RawText text={key} />
            </td>
            <td>
              <Side
                location={won.location}
                value={won.value}
                said={t('meets.number', { number: won.number })}
              />
            </td>
            <td>
              <Side
                location={lost.location}
                value={lost.value}
                said={lost.number === null ? t('meets.rejected') : t('meets.number', { number: lost.number })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ location, value, said }: { location: string; value: string; said: string }) {
  return (
    <>
      <RawText text={value} />
      <span className="conflict-who any-text">
        <bdi>{location}</bdi> · {said}
      </span>
    </>
  );
}
