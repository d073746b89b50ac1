import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Side } from '#shared/domain/sports/rally-events.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));

const score = z.tuple([z.int(), z.int()]);

const BadmintonMatch = z.object({
  id: z.string(),
  A: z.string(),
  B: z.string(),
  games: z.array(z.object({ firstServer: Side, points: z.string() })),
  expected: z.object({ gameScores: z.array(score), games: score, winner: Side, totalPoints: z.int() }),
});

const VolleyballMatch = z.object({
  id: z.string(),
  home: z.string(),
  away: z.string(),
  sets: z.array(
    z.object({
      points: z.string(),
      servers: z.string(),
      events: z.array(
        z.object({
          type: z.enum(['sub', 'timeout']),
          team: z.enum(['H', 'A']),
          out: z.optional(z.int()),
          in: z.optional(z.int()),
          at: score,
        }),
      ),
    }),
  ),
  expected: z.object({ setScores: z.array(score), sets: score, winner: z.enum(['H', 'A']) }),
});

/** Twelve singles of badminton; where they come from is in test/fixtures/README.md. */
export const badmintonMatches = z.array(BadmintonMatch).parse(read('badminton.json'));

/** Two matches of volleyball, home `H` against away `A`. */
export const volleyballMatches = z.array(VolleyballMatch).parse(read('volleyball.json'));
