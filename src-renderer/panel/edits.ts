import { useMemo } from 'react';
import type { HubClient, Outcome, Submitted } from '#shared/client/hub-client.ts';
import type { MatchId, TournamentId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { matchTopic, tournamentTopic } from '#shared/domain/topic.ts';
import type { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import type { Removal, Setup, TournamentDetails } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { refusalText, useRefusalText } from '#ui/text.ts';
import { chunkSetup, countOf } from './model/chunks.ts';
import { inverseOf } from './model/inverse.ts';
import { useSay } from './notices.tsx';
import { usePanel } from './panel-context.tsx';
import { useText } from './text.ts';
import type { Trouble } from './trouble.ts';

/** Longest wait for the hub's word before the panel says that it is still outstanding, in milliseconds. */
const answerWithinMs = 3_000;

/** What became of something handed to the hub. `waiting`: it lies on this laptop and will be sent. */
export type Answer = Outcome | { readonly kind: 'waiting' } | { readonly kind: 'notStored' };

/** Waits for the hub's answer, but not for ever; a refusal is taken out of the client's list, since it is said here. */
export async function answerTo(hub: Pick<HubClient, 'dismiss'>, submitted: Submitted): Promise<Answer> {
  const stored = await submitted.stored.then(
    () => true,
    () => false,
  );
  const late = new Promise<Answer>((resolve) => {
    setTimeout(() => resolve({ kind: stored ? 'waiting' : 'notStored' }), stored ? answerWithinMs : 0);
  });
  const answer = await Promise.race([submitted.outcome, late]);
  if (answer.kind === 'refused') hub.dismiss(submitted.id);
  return answer;
}

/** Set-up edits and match commands that say afterwards what became of them. Each resolves to whether it was done. */
export interface Edits {
  /** Writes records; large ones in parts, with `onProgress(done, all)`. */
  put(setup: Setup, words: string, onProgress?: Progress): Promise<boolean>;
  remove(removal: Removal, words: string): Promise<boolean>;
  change(details: TournamentDetails, words: string): Promise<boolean>;
  close(words: string): Promise<boolean>;
  reopen(words: string): Promise<boolean>;
  /** Any set-up commands in order, with the same undo. */
  run(bodies: readonly TournamentCommandBody[], words: string): Promise<boolean>;
  match(match: MatchId, body: MatchCommandBody, words: string): Promise<boolean>;
}

/** Told while a large set-up is written; returns false to stop after the part under way. */
export type Progress = (done: number, all: number) => boolean;

/** Edits of the open tournament. */
export function useEdits(): Edits {
  const hub = useHub();
  const say = useSay();
  const t = useText();
  const { tournament } = usePanel();
  const language = useLanguage();
  return useMemo<Edits>(() => {
    const refusal = (why: Refusal): string => refusalText(why, language);
    const topic = tournamentTopic(tournament.id);

    /** Submits one after the other; gives how many were done and why it stopped. */
    const submitAll = async (
      bodies: readonly TournamentCommandBody[],
      onDone: (done: number) => boolean = () => true,
    ): Promise<{ done: number; last: Answer }> => {
      let last: Answer = { kind: 'kept', seq: 0 };
      for (const [index, body] of bodies.entries()) {
        last = await answerTo(hub, hub.submit(topic, body));
        if (last.kind !== 'kept' && last.kind !== 'waiting') return { done: index, last };
        if (!onDone(index + 1)) return { done: index + 1, last };
      }
      return { done: bodies.length, last };
    };

    const sayWrong = (answer: Answer): void => {
      if (answer.kind === 'refused') {
        say({ words: t('say.notDone', { why: refusal(answer.why) }), tone: 'wrong' });
      } else if (answer.kind === 'notStored') say({ words: t('say.storage'), tone: 'wrong' });
    };

    const undoOf = (before: TournamentState, done: readonly TournamentCommandBody[]) => {
      const inverse = inverseOfAll(before, done);
      if (inverse.length === 0) return undefined;
      return () => {
        void submitAll(inverse).then(({ done: undone, last }) => {
          if (undone === inverse.length) say({ words: t('say.undone'), tone: 'done' });
          else sayWrong(last);
        });
      };
    };

    const run = async (
      bodies: readonly TournamentCommandBody[],
      words: string,
      onDone?: (done: number) => boolean,
    ): Promise<boolean> => {
      const before = tournament;
      const { done, last } = await submitAll(bodies, onDone);
      const undo = undoOf(before, bodies.slice(0, done));
      if (last.kind === 'waiting') say({ words: t('say.waiting'), tone: 'done', undo });
      else if (done === bodies.length) say({ words, tone: 'done', undo });
      else if (done === 0) sayWrong(last);
      else {
        const why = last.kind === 'refused' ? refusal(last.why) : '';
        say({ words: t('say.partly', { done, all: bodies.length, why }), tone: 'wrong', undo });
      }
      return done === bodies.length;
    };

    return {
      run,
      put(setup, words, onProgress) {
        const chunks = chunkSetup(setup);
        const all = countOf(setup);
        const sizes = chunks.map(countOf);
        const bodies = chunks.map((records): TournamentCommandBody => ({ type: 'put', records }));
        return run(bodies, words, (done) => {
          const written = sizes.slice(0, done).reduce((sum, size) => sum + size, 0);
          return onProgress?.(written, all) ?? true;
        });
      },
      remove: (records, words) => run([{ type: 'remove', records }], words),
      change: (details, words) => run([{ type: 'change', details }], words),
      close: (words) => run([{ type: 'close' }], words),
      reopen: (words) => run([{ type: 'reopen' }], words),
      async match(match, body, words) {
        const answer = await answerTo(hub, hub.submit(matchTopic(match), body));
        if (answer.kind === 'kept') say({ words, tone: 'done' });
        else if (answer.kind === 'waiting') say({ words: t('say.waiting'), tone: 'done' });
        else sayWrong(answer);
        return answer.kind === 'kept';
      },
    };
  }, [hub, say, t, tournament, language]);
}

/** What takes several edits back: the last one first. The state before all of them serves, since they don't overlap. */
function inverseOfAll(
  before: TournamentState,
  done: readonly TournamentCommandBody[],
): readonly TournamentCommandBody[] {
  return done.toReversed().flatMap((body) => inverseOf(before, body));
}

/** Why a request to the hub failed, in the device's language. */
export function useTroubleText(): (trouble: Trouble) => string {
  const t = useText();
  const refusal = useRefusalText();
  return (trouble) => (trouble.code === 'HUB_AWAY' ? t('trouble.HUB_AWAY') : refusal(trouble));
}

/** A new tournament's first command. */
const createBody = (details: TournamentDetails): TournamentCommandBody => ({
  type: 'create',
  details,
});

/** Creates a tournament; resolves with the hub's answer. */
export const createTournament = (
  hub: HubClient,
  id: TournamentId,
  details: TournamentDetails,
): Promise<Answer> => answerTo(hub, hub.submit(tournamentTopic(id), createBody(details)));
