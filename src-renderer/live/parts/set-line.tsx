import { useId } from 'react';
import { type SetCourse, summaryOf } from '#pages/live/model/course.ts';
import { type LiveTranslate, useText } from '#pages/live/text/live-text.ts';
import { pointsText } from '#ui/format.ts';
import type { MatchLine } from '#ui/match-line.ts';
import { nameOf } from '#ui/watching-words.ts';

const width = 320;
const height = 96;

/** A set as a line: how far ahead side A (above, solid) or side B (below, striped) was after each point. */
export function SetLine({ set, line }: { set: SetCourse; line: MatchLine }) {
  const t = useText();
  const pattern = useId();
  const { final } = summaryOf(set);
  const leads = set.steps.map(([a, b]) => a - b);
  const highest = Math.max(4, ...leads.map(Math.abs));
  // A short set keeps its points at a fair width, so that the line doesn't promise more than was played.
  const across = Math.max(20, leads.length - 1);
  const x = (step: number): number => (step / across) * width;
  const y = (lead: number): number => height / 2 - (lead / highest) * (height / 2 - 4);
  const stairs = leads.map(
    (lead, step) => `${step === 0 ? 'M' : 'H'}${x(step)}${step === 0 ? ' ' : 'V'}${y(lead)}`,
  );
  const path = stairs.join('');
  const area = `${path}V${y(0)}H0Z`;
  return (
    <figure className="set-line">
      <figcaption className="set-caption">
        <strong>{t(`in.${line.unit}`, { n: set.number })}</strong>
        <span className="figures figure">{pointsText(final[0], final[1])}</span>
        {set.winner && (
          <span className="set-winner">
            <span aria-hidden="true">✓ </span>
            {nameOf(line, set.winner, t)}
          </span>
        )}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={inWords(set, line, t)}
      >
        <defs>
          <pattern
            id={`${pattern}-b`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" className="fill-b" />
            <rect width="2" height="6" className="fill-b-stripe" />
          </pattern>
          <clipPath id={`${pattern}-above`}>
            <rect x="0" y="0" width={width} height={height / 2} />
          </clipPath>
          <clipPath id={`${pattern}-below`}>
            <rect x="0" y={height / 2} width={width} height={height / 2} />
          </clipPath>
        </defs>
        <path d={area} className="fill-a" clipPath={`url(#${pattern}-above)`} />
        <path d={area} fill={`url(#${pattern}-b)`} clipPath={`url(#${pattern}-below)`} />
        <path d={`M0 ${height / 2}H${width}`} className="set-level" />
        <path d={path} className="set-stairs" />
      </svg>
    </figure>
  );
}

/** Which side is above and which below, once for all sets. */
export function SetLegend({ line }: { line: MatchLine }) {
  const t = useText();
  return (
    <div className="set-legend" aria-hidden="true">
      <span>
        <span className="side-mark" data-side="A" /> ▲ {t('course.above', { name: nameOf(line, 'A', t) })}
      </span>
      <span>
        <span className="side-mark" data-side="B" /> ▼ {t('course.above', { name: nameOf(line, 'B', t) })}
      </span>
    </div>
  );
}

function inWords(set: SetCourse, line: MatchLine, t: LiveTranslate): string {
  const { final, bestLead, level } = summaryOf(set);
  const [a, b] = [nameOf(line, 'A', t), nameOf(line, 'B', t)];
  const lead = (side: 'A' | 'B'): string => {
    const best = bestLead[side];
    if (!best) return '';
    return t('course.lead', { name: nameOf(line, side, t), score: pointsText(best[0], best[1]) });
  };
  return [
    t('course.line', { a, b, pointsA: final[0], pointsB: final[1] }),
    lead('A'),
    lead('B'),
    level > 0 ? t('course.level', { count: level }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
