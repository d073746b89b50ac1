import type { TournamentId } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { isStatusTopic } from '#shared/protocol/up.ts';
import type { Identity } from './hub-port.ts';

/** Why somebody may not watch a topic; null if they may (rule P7). */
export function refuseWatch(topic: string, by: Identity): Refusal | null {
  if (topic !== 'people' && !isStatusTopic(topic)) return null;
  return by.role === 'organiser' ? null : refusal('NOT_ALLOWED', 'Only the organiser’s panel can see this.');
}

/**
 * Why somebody may not send a command to a topic; null if they may (rule P7). `of` is the tournament that the match
 * belongs to; what the command itself needs (charge, chief) is decided with the match.
 */
export function refuseSubmit(topic: string, of: TournamentId | null, by: Identity): Refusal | null {
  if (by.role === 'organiser') return null;
  if (by.role === 'spectator') {
    return refusal(
      'NOT_JOINED',
      'This phone hasn’t joined as an official. Scan the QR code on the organiser’s screen.',
    );
  }
  if (topic.startsWith('tournament/')) {
    return refusal('NOT_ALLOWED', 'Only the organiser can change the set-up.');
  }
  if (of !== by.tournament) return refusal('NOT_ALLOWED', 'This match belongs to another tournament.');
  return null;
}
