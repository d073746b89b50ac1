import type { TournamentCommandBody, TournamentEventBody } from '#shared/domain/tournament/events.ts';
import type { Removal, Setup } from '#shared/domain/tournament/records.ts';
import { type Records, recordKinds, type TournamentState } from '#shared/domain/tournament/state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/**
 * The commands that take a set-up edit back, in order, given the state before it: earlier records are put back, new
 * ones removed. Empty for a creation, which can't be taken back.
 */
export function inverseOf(
  before: TournamentState,
  edit: TournamentEventBody,
): readonly TournamentCommandBody[] {
  switch (edit.type) {
    case 'create':
      return [];
    case 'change':
      return [{ type: 'change', details: before.details }];
    case 'close':
      return before.status === 'open' ? [{ type: 'reopen' }] : [];
    case 'reopen':
      return before.status === 'closed' ? [{ type: 'close' }] : [];
    case 'put':
      return inverseOfPut(before, edit.records);
    case 'remove':
      return putBack(before, edit.records);
    default:
      return unreachable(edit);
  }
}

function inverseOfPut(before: Records, written: Setup): readonly TournamentCommandBody[] {
  const named: Record<string, string[]> = {};
  const fresh: Record<string, string[]> = {};
  for (const kind of recordKinds) {
    for (const record of written[kind] ?? []) {
      const list = before[kind][record.id] ? named : fresh;
      list[kind] = [...(list[kind] ?? []), record.id];
    }
  }
  const remove: TournamentCommandBody[] =
    Object.keys(fresh).length > 0 ? [{ type: 'remove', records: fresh as Removal }] : [];
  return [...putBack(before, named as Removal), ...remove];
}

/** The command that writes the records named by `removal` as they are in `before`. */
function putBack(before: Records, removal: Removal): readonly TournamentCommandBody[] {
  const records: Record<string, unknown[]> = {};
  for (const kind of recordKinds) {
    const known = (removal[kind] ?? []).flatMap((id) => before[kind][id] ?? []);
    if (known.length > 0) records[kind] = known;
  }
  return Object.keys(records).length > 0 ? [{ type: 'put', records: records as Setup }] : [];
}
