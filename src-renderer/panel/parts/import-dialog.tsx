import { type ChangeEvent, useMemo, useRef, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { problemText } from '#pages/panel/model/problem-text.ts';
import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { useText } from '#pages/panel/text.ts';
import type { ImportPreview } from '#shared/domain/tournament/import.ts';
import { Button } from '#ui/button.tsx';
import { decodeCsv } from '#ui/decode-csv.ts';

const shownAtOnce = 200;

/** A CSV list: chosen or pasted, checked row by row, written only after a confirm; a long one can be stopped. */
export function ImportDialog({
  title,
  expects,
  preview,
  onClose,
}: {
  title: string;
  expects: string;
  preview: (text: string) => ImportPreview;
  onClose: () => void;
}) {
  const t = useText();
  const edits = useEdits();
  const [text, setText] = useState('');
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const stopped = useRef(false);
  // Ids are made anew with each check; only those of the last one are written.
  const checked = useMemo(() => (text.trim() === '' ? null : preview(text)), [text, preview]);
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file) setText(decodeCsv(new Uint8Array(await file.arrayBuffer())));
  };
  const write = async (): Promise<void> => {
    if (!checked) return;
    stopped.current = false;
    const words = t('import.done', { count: checked.counts.ok });
    const done = await edits.put(checked.records, words, (written, all) => {
      setProgress({ done: written, all });
      return !stopped.current;
    });
    setProgress(null);
    if (done) onClose();
  };
  return (
    <Dialog title={title} wide onClose={onClose}>
      <div className="import">
        <p className="quiet">{expects}</p>
        <label className="stacked">
          <span className="field-label">{t('import.choose')}</span>
          <input
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={(event) => void choose(event)}
          />
        </label>
        <div className="field">
          <label className="field-label" htmlFor="import-text">
            {t('import.paste')}
          </label>
          <textarea
            id="import-text"
            rows={checked ? 4 : 9}
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {checked ? <PreviewTable preview={checked} /> : null}
        {checked && checked.counts.ok > 0 ? (
          <div className="buttons import-foot">
            {progress ? (
              <>
                <progress max={progress.all} value={progress.done} aria-label={title} />
                <span>{t('import.progress', progress)}</span>
                <Button
                  onClick={() => {
                    stopped.current = true;
                  }}
                >
                  {t('import.stop')}
                </Button>
              </>
            ) : (
              <>
                <Button kind="main" onClick={() => void write()}>
                  {t('import.confirm', { count: checked.counts.ok })}
                </Button>
                <Button onClick={onClose}>{t('cancel')}</Button>
                <span className="quiet">{t('import.nothingYet')}</span>
              </>
            )}
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

function PreviewTable({ preview }: { preview: ImportPreview }) {
  const t = useText();
  const { counts } = preview;
  const [onlyWrong, setOnlyWrong] = useState(false);
  const rows = onlyWrong ? preview.rows.filter((row) => !row.ok) : preview.rows;
  return (
    <>
      <div role="status" className="import-sums">
        {preview.problems.map((one) => (
          <p className="wrong" key={one.code + JSON.stringify(one.params)}>
            {problemText(one, t)}
          </p>
        ))}
        {counts.rows > 0 ? (
          <p>
            <strong>{t('import.ok', { count: counts.ok })}</strong>
            {counts.failed > 0 ? (
              <strong className="import-failed"> · ✕ {t('import.failed', { count: counts.failed })}</strong>
            ) : null}
          </p>
        ) : null}
        {counts.newPeople + counts.knownPeople > 0 ? (
          <p className="quiet">
            {t('import.people', { fresh: counts.newPeople, known: counts.knownPeople })}
          </p>
        ) : null}
        {preview.ignoredColumns.length > 0 ? (
          <p className="quiet">{t('import.ignored', { columns: preview.ignoredColumns.join(', ') })}</p>
        ) : null}
      </div>
      {counts.failed > 0 ? (
        <label className="check">
          <input
            type="checkbox"
            checked={onlyWrong}
            onChange={(event) => setOnlyWrong(event.target.checked)}
          />
          <span>{t('import.onlyWrong')}</span>
        </label>
      ) : null}
      {rows.length > 0 ? (
        <div className="import-rows">
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('import.line')}
                </th>
                <th scope="col">{t('import.row')}</th>
                <th scope="col">{t('import.state')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shownAtOnce).map((row) => (
                <tr key={row.line} data-wrong={!row.ok}>
                  <td className="num">{row.line}</td>
                  <td>{row.summary}</td>
                  <td>
                    {row.ok
                      ? `✓ ${t('import.rowOk')}`
                      : `✕ ${row.problems.map((one) => problemText(one, t)).join(' ')}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length > shownAtOnce ? (
            <p className="quiet">{t('shown', { shown: shownAtOnce, all: rows.length })}</p>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
