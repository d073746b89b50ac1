import type { CSSProperties } from 'react';
import { tablePages } from '#pages/overlay/model/table-pages.ts';
import { figureOf } from '#pages/overlay/model/weights.ts';
import { type OverlayTranslate, useText } from '#pages/overlay/text/overlay-text.ts';
import type { Lift } from '#shared/domain/meet/lifting-state.ts';
import type { Judged, LifterLine, LiftingView } from '#shared/domain/meet/lifting-view.ts';
import { FitText } from '#ui/fit-text.tsx';
import { useLanguage } from '#ui/language.ts';
import { useTurn } from '#ui/use-turn.ts';
import { Attempt } from './attempt-cell.tsx';

/** How long a page of the table is shown, in milliseconds. */
const pageMs = 10_000;
/** Height of all the table's lines, and the most that one has, in units of `--u`. */
const roomForRows = 41;
const highestRow = 6.4;
/** Attempts that always have a place. */
const usualAttempts = 3;

/** The flight with all its attempts, on pages that take turns where one wouldn't be legible. */
export function FlightTable({ view, judged }: { view: LiftingView; judged: Judged | null }) {
  const t = useText();
  const pages = tablePages(view.flightTable);
  const page = useTurn(pageMs, pages.length);
  if (view.flightTable.length === 0) return <div className="flight" />;
  const columns = view.lifts.map((lift) => ({ lift, count: attemptsOf(view.flightTable, lift) }));
  const now = judged ?? view.current;
  // Every page has the lines of the first, so that they don't change size as pages turn.
  const row = Math.min(highestRow, roomForRows / (pages[0]?.length ?? 1));
  const style: CSSProperties & Record<`--${string}`, number> = { '--row': row };
  return (
    <div className="flight">
      <table style={style}>
        <colgroup>
          <col />
          <col className="flight-class" />
        </colgroup>
        {columns.map(({ lift, count }) => (
          <colgroup key={lift}>
            <col span={count} className="flight-attempt" />
            <col className="flight-best" />
          </colgroup>
        ))}
        <colgroup>
          <col className="flight-total" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="flight-lifter">
              {pages.length > 1
                ? `${t('table.lifter')} · ${t('page.of', { page: page + 1, pages: pages.length })}`
                : t('table.lifter')}
            </th>
            <th scope="col" className="flight-class">
              {t('table.class')}
            </th>
            {columns.map(({ lift, count }) => (
              <LiftHeads key={lift} lift={lift} count={count} isOn={lift === view.lift} t={t} />
            ))}
            <th scope="col" className="flight-total">
              {t('table.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(pages[page] ?? []).map((line) => (
            <tr key={line.lifter.id} data-now={line.lifter.id === now?.lifter.id}>
              <th scope="row" className="flight-lifter">
                <FitText text={line.lifter.name} max={Math.min(4, row * 0.7)} maxOfTwo={0} min={2.6} />
              </th>
              <td className="flight-class figures">{line.lifter.weightClass}</td>
              {columns.map(({ lift, count }) => (
                <LiftCells
                  key={lift}
                  line={line}
                  lift={lift}
                  count={count}
                  calledNow={lift === view.lift && line.lifter.id === now?.lifter.id ? now.attempt : null}
                />
              ))}
              <td className="flight-total figures">
                <Total line={line} t={t} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Fourth attempts have a column only where somebody has declared one. */
const attemptsOf = (lines: readonly LifterLine[], lift: Lift): number =>
  Math.max(usualAttempts, ...lines.map((line) => line.attempts[lift].length));

function LiftHeads({
  lift,
  count,
  isOn,
  t,
}: {
  lift: Lift;
  count: number;
  isOn: boolean;
  t: OverlayTranslate;
}) {
  return (
    <>
      <th scope="colgroup" colSpan={count} className="flight-lift" data-on={isOn}>
        {t(`lift.${lift}`)}
      </th>
      <th scope="col" className="flight-best">
        {t('table.best')}
      </th>
    </>
  );
}

function LiftCells({
  line,
  lift,
  count,
  calledNow,
}: {
  line: LifterLine;
  lift: Lift;
  count: number;
  calledNow: number | null;
}) {
  const language = useLanguage();
  const best = line.best[lift];
  return (
    <>
      {Array.from({ length: count }, (_, at) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: an attempt is known by its number
          key={at}
          className="flight-attempt"
          data-first={at === 0}
          data-now={at + 1 === calledNow}
        >
          <Attempt cell={line.attempts[lift][at] ?? null} />
        </td>
      ))}
      <td className="flight-best figures">
        {best && <span className="figure">{figureOf(best, language)}</span>}
      </td>
    </>
  );
}

function Total({ line, t }: { line: LifterLine; t: OverlayTranslate }) {
  const language = useLanguage();
  if (line.out) {
    return (
      <span className="flight-out" title={t('table.outHint')}>
        {t('table.out')}
      </span>
    );
  }
  return line.total && <span className="figure">{figureOf(line.total, language)}</span>;
}
