import type { Setup } from '#shared/domain/tournament/records.ts';
import { recordKinds } from '#shared/domain/tournament/state.ts';

/** Bytes of records in one command: well below the 64 KB that a frame may have, whatever surrounds them. */
export const chunkBytes = 40_000;

const encoder = new TextEncoder();

/**
 * Cuts a large set-up into commands that fit into a frame. Records keep an order in which each comes after those that
 * it names (people before entries), so that every part can be recorded by itself.
 */
export function chunkSetup(setup: Setup, bytes: number = chunkBytes): readonly Setup[] {
  const chunks: Record<string, unknown[]>[] = [];
  let current: Record<string, unknown[]> = {};
  let size = 0;
  for (const kind of recordKinds) {
    for (const record of setup[kind] ?? []) {
      const length = encoder.encode(JSON.stringify(record)).length + 1;
      if (size > 0 && size + length > bytes) {
        chunks.push(current);
        current = {};
        size = 0;
      }
      current[kind] = [...(current[kind] ?? []), record];
      size += length;
    }
  }
  if (size > 0) chunks.push(current);
  return chunks as Setup[];
}

/** How many records a set-up writes. */
export const countOf = (setup: Setup): number =>
  recordKinds.reduce((sum, kind) => sum + (setup[kind]?.length ?? 0), 0);
