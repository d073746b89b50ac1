import { useEffect, useRef, useState } from 'react';
import { announcement } from '#pages/live/model/announce.ts';
import { useText } from '#pages/live/text/live-text.ts';
import { pointsText } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { type MatchLine, sayOf } from '#ui/match-line.ts';
import { nameOf, sayWords } from '#ui/watching-words.ts';

/** Tells a screen reader what a spectator would look up for: sets, intervals, decisive points and the end. */
export function Announcer({ line }: { line: MatchLine }) {
  const t = useText();
  const hub = useHub();
  const before = useRef<MatchLine | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const what = announcement(before.current, line);
    before.current = line;
    if (!what) return;
    const points = pointsText(line.sides.A.figure ?? 0, line.sides.B.figure ?? 0);
    const last = line.score?.sets.at(-1);
    if (what.kind === 'setOver' && last) {
      const winner = last[0] > last[1] ? 'A' : 'B';
      const name = nameOf(line, winner, t);
      const unit = t(`in.${line.unit}`, { n: line.score?.sets.length ?? 1 });
      setSaid(t('say.setOver', { name, unit, score: pointsText(last[0], last[1]) }));
      return;
    }
    setSaid(`${sayWords(line, sayOf(line, hub.now()), t)}, ${points}`);
  }, [line, t, hub]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {said}
    </p>
  );
}
