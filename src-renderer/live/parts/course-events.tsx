import { useState } from 'react';
import type { CourseEvent } from '#pages/live/model/course.ts';
import { useText } from '#pages/live/text/live-text.ts';
import { Button } from '#ui/button.tsx';
import { pointsText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import type { MatchLine } from '#ui/match-line.ts';
import { eventWords } from './event-words.ts';

/** Events that are shown before one asks for more. */
const shownAtFirst = 40;

/** What happened in a match, the last first, with times; what was taken back is struck. */
export function CourseEvents({
  events,
  line,
  timeZone,
}: {
  events: readonly CourseEvent[];
  line: MatchLine;
  timeZone: string;
}) {
  const t = useText();
  const language = useLanguage();
  const [most, setMost] = useState(shownAtFirst);
  const hidden = events.length - most;
  return (
    <>
      <ol className="events">
        {events.slice(0, most).map((event) => (
          <li key={event.seq} className="event" data-voided={event.voided}>
            <time className="quiet event-time">{timeText(event.at, timeZone, language)}</time>
            <span className="figures figure event-score">
              {event.score ? pointsText(event.score[0], event.score[1]) : ''}
            </span>
            {event.voided ? (
              <span className="event-words">
                <del>{eventWords(event, line, t)}</del> <span className="quiet">({t('events.voided')})</span>
              </span>
            ) : (
              <span className="event-words">{eventWords(event, line, t)}</span>
            )}
          </li>
        ))}
      </ol>
      {hidden > 0 && <Button onClick={() => setMost(events.length)}>{t('more', { count: hidden })}</Button>}
    </>
  );
}
