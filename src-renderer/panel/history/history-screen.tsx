import { useEffect, useMemo, useRef, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { type HistoryLine, historyLines } from '#pages/panel/model/history.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { SearchField } from '#pages/panel/parts/search-field.tsx';
import { useParts } from '#pages/panel/parts/use-parts.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { dayText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import { finder, plain } from '#ui/search.ts';
import { useHistoryWords } from './history-words.ts';
import { RefusedList } from './refused-list.tsx';

const shownAtOnce = 150;
const kinds = ['setup', 'matches', 'all'] as const;

/** Everything that was recorded, newest first; set-up edits can be put back. */
export function HistoryScreen() {
  const t = useText();
  const { tournament, api } = usePanel();
  const { ask } = useRequest();
  const [csv, setCsv] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof kinds)[number]>('setup');
  const [search, setSearch] = useState('');
  const words = useHistoryWords();
  const { id, seq } = tournament;
  const read = useRef(async () => {});
  read.current = async () => {
    const text = await ask(api.csv(id, 'events', ',', false), '');
    if (text) setCsv(text.value);
  };
  // A set-up edit of anybody moves `seq`; what happens in matches is read again on demand.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seq` says when to read again
  useEffect(() => {
    void read.current();
  }, [seq]);
  const lines = useMemo(() => (csv === null ? null : historyLines(csv, id)), [csv, id]);
  const isFound = finder(search, (line: HistoryLine) => plain(`${line.actor} ${words(line)}`));
  const found = (lines ?? []).filter((line) => {
    if (kind === 'setup' && line.what.kind === 'match') return false;
    if (kind === 'matches' && line.what.kind !== 'match') return false;
    return isFound(line);
  });
  const { shown, more } = useParts(found, shownAtOnce);
  return (
    <>
      <div className="toolbar">
        <h1>{t('screen.history')}</h1>
        <fieldset className="tabs toolbar-tabs">
          <legend className="visually-hidden">{t('history.what')}</legend>
          {kinds.map((one) => (
            <button type="button" key={one} aria-pressed={kind === one} onClick={() => setKind(one)}>
              {t(`history.${one}`)}
            </button>
          ))}
        </fieldset>
        <SearchField search={search} onSearch={setSearch} />
        <Button onClick={() => void read.current()}>{t('history.reload')}</Button>
      </div>
      <RefusedList />
      {lines === null ? <p className="quiet">{t('loading')}</p> : null}
      {lines && found.length === 0 ? <p className="quiet">{t('history.none')}</p> : null}
      {found.length > 0 ? (
        <table className="table history-table">
          <caption className="visually-hidden">{t('history.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('history.time')}</th>
              <th scope="col">{t('history.who')}</th>
              <th scope="col">{t('history.what')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('say.undo')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <Row key={line.seq} line={line} words={words(line)} />
            ))}
          </tbody>
        </table>
      ) : null}
      {more}
    </>
  );
}

function Row({ line, words }: { line: HistoryLine; words: string }) {
  const t = useText();
  const language = useLanguage();
  const { tournament } = usePanel();
  const edits = useEdits();
  const { timeZone } = tournament.details;
  const undo = line.what.kind === 'setup' ? line.what.undo : null;
  return (
    <tr>
      <td className="nowrap">
        {dayText(line.at, timeZone, language)} {timeText(line.at, timeZone, language)}
      </td>
      <td>{line.actor || t('theirs')}</td>
      <td>
        {line.voided ? <s>{words}</s> : words}
        {line.voided ? ` (${t('history.voided')})` : ''}
      </td>
      <td className="end">
        {undo === 'overtaken' ? <span className="quiet">{t('history.overtaken')}</span> : null}
        {undo !== null && undo !== 'overtaken' ? (
          <Button
            kind="plain"
            aria-label={`${t('history.undo')}: ${words}`}
            onClick={() => void edits.run(undo, t('history.undone', { what: words }))}
          >
            {t('history.undo')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
