import { useState } from 'react';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import {
  commandsToOpen,
  openingQuestions,
  presetOpening,
  type SetOpening,
  type TossChoice,
  withAnswer,
} from '#shared/domain/match/steps.ts';
import { hasEnds } from '#shared/domain/sports/rally-breaks.ts';
import { otherSide, type Side } from '#shared/domain/sports/rally-events.ts';
import type { RallyRules } from '#shared/domain/sports/rally-rules.ts';
import { servers } from '#shared/domain/sports/rally-service.ts';
import { Button } from '#ui/button.tsx';
import { type Around, nameOf, shortPlayer, unitOf } from './describe.ts';
import { SideButtons } from './side-buttons.tsx';

/** The checklist before a match or a set: sensible answers are given, the big button begins. */
export function OpeningForm({
  state,
  rules,
  around,
  opposite,
  officials,
  blocked,
  onBegin,
}: {
  state: MatchState;
  rules: RallyRules;
  around: Omit<Around, 'left'>;
  opposite: boolean;
  /** Who referees, and who was planned, in words. */
  officials: readonly string[];
  /** Somebody else is in charge: the big button isn't there. */
  blocked: boolean;
  onBegin: (commands: readonly MatchCommandBody[]) => void;
}) {
  const { t, sport } = around;
  const asks = openingQuestions(rules, state.play);
  const [opening, setOpening] = useState<SetOpening>(() => presetOpening(rules, state.play));
  const answer = (part: Partial<SetOpening>) => setOpening(withAnswer(rules, state.play, opening, part));
  const seenLeft = opposite ? otherSide(opening.left) : opening.left;
  const name = (side: Side) => nameOf(around, side);
  const receives = otherSide(opening.serves);
  const unit = unitOf(t, sport);
  const number = (state.play?.sets.length ?? 0) + 1;
  const known = around.names.A !== null && around.names.B !== null;
  return (
    <>
      <div className="opening">
        {asks.toss ? <p className="notice-line">{t('open.toss', { unit })}</p> : null}
        {hasEnds(rules) ? (
          <section className="question">
            <h2>{state.play?.endsChanged ? t('open.changed') : t('open.ends')}</h2>
            <div className="court">
              {[seenLeft, otherSide(seenLeft)].map((side) => (
                <div key={side} className="court-half" data-side={side}>
                  <span>{name(side)}</span>
                </div>
              ))}
            </div>
            <Button className="wide" onClick={() => answer({ left: otherSide(opening.left) })}>
              <span aria-hidden="true">⇄</span> {t('open.swap')}
            </Button>
          </section>
        ) : null}
        <section className="question">
          {asks.serves ? (
            <>
              <h2>{t('open.serves')}</h2>
              <SideButtons
                left={seenLeft}
                label={name}
                chosen={opening.serves}
                onChoose={(serves) =>
                  answer({
                    serves,
                    toss: opening.toss && { ...opening.toss, choice: choiceFor(opening.toss, serves) },
                  })
                }
              />
            </>
          ) : (
            <p className="statement">
              <span aria-hidden="true">● </span>
              {t('open.servesIs', { side: name(opening.serves) })}
            </p>
          )}
        </section>
        {asks.players ? (
          <>
            <PlayerChoice
              title={t('open.server')}
              players={playersOf(around, opening.serves, rules)}
              chosen={opening.server}
              onChoose={(server) => answer({ server })}
            />
            {asks.receiverFollows ? null : (
              <PlayerChoice
                title={t(rules.order === 'rotation' ? 'open.otherServer' : 'open.receiver')}
                players={playersOf(around, receives, rules)}
                chosen={opening.receiver}
                onChoose={(receiver) => answer({ receiver })}
              />
            )}
          </>
        ) : null}
        {asks.court ? (
          <section className="question">
            <h2>{t('open.box')}</h2>
            <div className="two">
              {(['left', 'right'] as const).map((court) => (
                <Button
                  key={court}
                  className="choice"
                  aria-pressed={opening.court === court}
                  onClick={() => answer({ court })}
                >
                  <span className="tick" aria-hidden="true">
                    {opening.court === court ? '●' : '○'}
                  </span>
                  {t(court === 'left' ? 'open.boxLeft' : 'open.boxRight')}
                </Button>
              ))}
            </div>
          </section>
        ) : null}
        {asks.tossRecord ? (
          <TossRecord
            around={around}
            seenLeft={seenLeft}
            toss={opening.toss}
            choices={hasEnds(rules) ? ['serve', 'receive', 'ends'] : ['serve', 'receive']}
            onRecord={(toss) => answer({ toss })}
          />
        ) : null}
        {officials.map((line) => (
          <p key={line} className="statement">
            {line}
          </p>
        ))}
        {known ? null : <p className="notice-line">{t('open.sidesUnknown')}</p>}
      </div>
      {blocked ? null : (
        <div className="begin">
          <Button
            kind="main"
            className="wide tall"
            disabled={!known}
            onClick={() => onBegin(commandsToOpen(rules, state, opening))}
          >
            {number === 1 && !state.start ? t('open.start') : t('open.startSet', { unit, n: number })}
          </Button>
        </div>
      )}
    </>
  );
}

/** A toss whose winner chose to serve or receive follows the answer to who serves; it can't say otherwise. */
function choiceFor(toss: NonNullable<SetOpening['toss']>, serves: Side): TossChoice {
  if (toss.choice === 'ends') return 'ends';
  return toss.winner === serves ? 'serve' : 'receive';
}

/** Who won the toss and what they chose: for the score sheet, and folded away for all who don't keep one. */
function TossRecord({
  around,
  seenLeft,
  toss,
  choices,
  onRecord,
}: {
  around: Omit<Around, 'left'>;
  seenLeft: Side;
  toss: SetOpening['toss'];
  choices: readonly TossChoice[];
  onRecord: (toss: NonNullable<SetOpening['toss']>) => void;
}) {
  const { t } = around;
  return (
    <details className="help" open={toss !== null}>
      <summary>{t('open.tossRecord')}</summary>
      <section className="question" aria-label={t('open.tossWinner')}>
        <h2>{t('open.tossWinner')}</h2>
        <SideButtons
          left={seenLeft}
          label={(side) => nameOf(around, side)}
          chosen={toss?.winner ?? null}
          onChoose={(winner) => onRecord({ winner, choice: toss?.choice ?? 'serve' })}
        />
        {toss ? (
          <div className="two">
            {choices.map((choice) => (
              <Button
                key={choice}
                className="choice"
                aria-pressed={toss.choice === choice}
                onClick={() => onRecord({ ...toss, choice })}
              >
                <span className="tick" aria-hidden="true">
                  {toss.choice === choice ? '●' : '○'}
                </span>
                {t(`open.toss.${choice}`)}
              </Button>
            ))}
          </div>
        ) : null}
      </section>
    </details>
  );
}

function playersOf(around: Omit<Around, 'left'>, side: Side, rules: RallyRules): readonly string[] {
  const names = around.names[side]?.players ?? [];
  return Array.from({ length: servers(rules) }, (_, i) =>
    shortPlayer(names[i] ?? `${nameOf(around, side)} ${i + 1}`),
  );
}

function PlayerChoice({
  title,
  players,
  chosen,
  onChoose,
}: {
  title: string;
  players: readonly string[];
  chosen: number;
  onChoose: (player: number) => void;
}) {
  return (
    <section className="question" aria-label={title}>
      <h2>{title}</h2>
      <div className="two">
        {players.map((player, index) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: two players may have the same name
            key={index}
            className="choice"
            aria-pressed={chosen === index}
            onClick={() => onChoose(index)}
          >
            <span className="tick" aria-hidden="true">
              {chosen === index ? '●' : '○'}
            </span>
            <span className="clip">{player}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}
