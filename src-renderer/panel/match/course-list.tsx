import { memo, useMemo, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { type CourseLine, canBeVoided, courseLines } from '#pages/panel/model/course.ts';
import { eventWords, reasonOf } from '#pages/panel/model/event-words.ts';
import { sideName } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useParts } from '#pages/panel/parts/use-parts.tsx';
import { useText } from '#pages/panel/text.ts';
import type { EventId } from '#shared/domain/ids.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { pointsText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import { useWho } from './who.ts';

const shownAtOnce = 60;

/** Everything that happened, newest first: who, when, the score after it; undone entries stay, struck through. */
export const CourseList = memo(function CourseList({ plan, match }: { plan: MatchPlan; match: MatchState }) {
  const t = useText();
  const lines = useMemo(() => courseLines(match.records).toReversed(), [match.records]);
  const [asked, setAsked] = useState<EventId | null>(null);
  const { shown, more } = useParts(lines, shownAtOnce);
  return (
    <section className="course" aria-labelledby="match-course">
      <h3 id="match-course">{t('match.events')}</h3>
      {lines.length === 0 ? <p className="quiet">{t('match.noEvents')}</p> : null}
      <ol className="course-list" reversed>
        {shown.map((line) => (
          <Line
            key={line.record.event}
            line={line}
            plan={plan}
            match={match}
            asked={asked === line.record.event}
            onAsk={setAsked}
          />
        ))}
      </ol>
      {more}
    </section>
  );
});

function Line({
  line,
  plan,
  match,
  asked,
  onAsk,
}: {
  line: CourseLine;
  plan: MatchPlan;
  match: MatchState;
  asked: boolean;
  onAsk: (event: EventId | null) => void;
}) {
  const t = useText();
  const language = useLanguage();
  const who = useWho();
  const { tournament } = usePanel();
  const { record } = line;
  const side = (s: Side): string => match.start?.sides[s].name ?? sideName(tournament, plan, s);
  const words = eventWords(record.body, t, side, line.set);
  const reason = reasonOf(record.body);
  const { timeZone } = tournament.details;
  return (
    <li className="course-line" data-voided={record.voidedBy !== null}>
      <span className="course-time figures">{timeText(record.at, timeZone, language)}</span>
      <span className="course-words">
        {record.voidedBy === null ? words : <s>{words}</s>}
        {reason ? <span className="quiet"> ({reason})</span> : null}
        <span className="course-who">
          {who(record.official, record.device)}
          {line.voidedBy
            ? ` · ${t('match.voided', { who: who(line.voidedBy.official, line.voidedBy.device) })}`
            : ''}
        </span>
      </span>
      <span className="course-points figures">{line.points ? pointsText(...line.points) : ''}</span>
      {canBeVoided(match, record) ? (
        <Button
          kind="plain"
          className="course-void"
          aria-expanded={asked}
          aria-label={`${t('match.void')}: ${words}`}
          onClick={() => onAsk(asked ? null : record.event)}
        >
          {t('match.void')}
        </Button>
      ) : (
        <span />
      )}
      {asked ? <VoidForm plan={plan} event={record.event} words={words} onDone={() => onAsk(null)} /> : null}
    </li>
  );
}

function VoidForm({
  plan,
  event,
  words,
  onDone,
}: {
  plan: MatchPlan;
  event: EventId;
  words: string;
  onDone: () => void;
}) {
  const t = useText();
  const edits = useEdits();
  const [reason, setReason] = useState('');
  const send = async (): Promise<void> => {
    const body = { type: 'void' as const, event, reason: reason.trim() };
    if (await edits.match(plan.id, body, t('match.voidDone', { what: words }))) onDone();
  };
  return (
    <form
      className="action-form void-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void send();
      }}
    >
      <p>{t('match.voidAsked', { what: words })}</p>
      <Field
        label={t('match.voidReason')}
        value={reason}
        maxLength={200}
        onChange={(typed) => setReason(typed.target.value)}
      />
      <div className="buttons">
        <Button kind="main" type="submit">
          {t('match.void')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
