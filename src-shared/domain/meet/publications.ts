import * as z from 'zod/mini';
import { Moment, Seq } from '#shared/domain/ids.ts';
import type { LogEntry, LogTopic, NewEntry } from '#shared/domain/log.ts';
import type { DeliveryTargets } from '#shared/domain/people/people.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Where a publication goes: into the data folder always, to a web address and by mail if the organiser has set them. */
const Target = z.enum(['folder', 'webhook', 'smtp']);
export type Target = z.infer<typeof Target>;

/** Body of an entry `published` in a meet's topic: a finished meet's results, to the letter. */
export const Published = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  csv: z.string(),
  /** Who gets the mail, as the client gave it; it may be no address at all. */
  returnEmail: z.string(),
});
export type Published = z.infer<typeof Published>;

/** What is recorded of publications on their way (topic `publications`). */
const PublicationsEvent = z.discriminatedUnion('type', [
  /** A meet's `published` entry with the number `row` was found. */
  z.object({
    type: z.literal('noticed'),
    publication: z.string(),
    meet: z.string(),
    row: Seq,
    at: Moment,
    returnEmail: z.string(),
  }),
  /** All `published` entries up to the number `row` have been noticed. */
  z.object({ type: z.literal('looked'), row: Seq }),
  /** A target that is set gets it, however long that takes. */
  z.object({ type: z.literal('owed'), publication: z.string(), target: Target }),
  /** The organiser took a target away: what it was still owed isn't any more. */
  z.object({ type: z.literal('waived'), target: Target }),
  /** It arrived; `to` says where, for people. */
  z.object({ type: z.literal('delivered'), publication: z.string(), target: Target, to: z.string() }),
]);
export type PublicationsEvent = z.infer<typeof PublicationsEvent>;

/** How a publication stands. */
export interface Publication {
  readonly id: string;
  readonly meet: string;
  /** Number of the entry that holds the CSV. */
  readonly row: Seq;
  /** When it was published. */
  readonly at: Moment;
  readonly returnEmail: string;
  readonly owed: readonly Target[];
  readonly delivered: Readonly<Partial<Record<Target, { readonly at: Moment; readonly to: string }>>>;
}

/** The fold of the topic `publications`. */
export interface PublicationsState {
  readonly seq: Seq;
  /** Up to here meets have been searched for publications. */
  readonly lookedAt: Seq;
  /** By id, in the order in which they were noticed. */
  readonly publications: Readonly<Record<string, Publication>>;
}

function evolve(state: PublicationsState, event: PublicationsEvent, at: Moment): PublicationsState {
  const changed = (id: string, change: (known: Publication) => Partial<Publication>): PublicationsState => {
    const known = state.publications[id];
    if (!known) return state;
    return { ...state, publications: { ...state.publications, [id]: { ...known, ...change(known) } } };
  };
  switch (event.type) {
    case 'noticed': {
      const { publication: id, meet, row, at: publishedAt, returnEmail } = event;
      const noticed = {
        id,
        meet,
        row,
        at: publishedAt,
        returnEmail,
        owed: ['folder' as const],
        delivered: {},
      };
      const lookedAt = Math.max(state.lookedAt, row);
      return { ...state, lookedAt, publications: { ...state.publications, [id]: noticed } };
    }
    case 'looked':
      return { ...state, lookedAt: Math.max(state.lookedAt, event.row) };
    case 'owed':
      return changed(event.publication, ({ owed }) => ({
        owed: [...owed.filter((target) => target !== event.target), event.target],
      }));
    case 'waived': {
      const without = Object.entries(state.publications).map(([id, known]) => {
        const keeps = (target: Target): boolean =>
          target !== event.target || known.delivered[target] !== undefined;
        return [id, { ...known, owed: known.owed.filter(keeps) }] as const;
      });
      return { ...state, publications: Object.fromEntries(without) };
    }
    case 'delivered':
      return changed(event.publication, ({ delivered }) => ({
        delivered: { ...delivered, [event.target]: { at, to: event.to } },
      }));
    default:
      return unreachable(event);
  }
}

/** The topic in which deliveries are recorded. */
export const publicationsTopic: LogTopic<PublicationsState> = {
  name: 'publications',
  fold: {
    version: 1,
    empty: () => ({ seq: 0, lookedAt: 0, publications: {} }),
    evolve(state, { seq, hubAt, body }: LogEntry) {
      const event = PublicationsEvent.safeParse(JSON.parse(body));
      return { ...(event.success ? evolve(state, event.data, hubAt) : state), seq };
    },
  },
};

/** Whether a publication is still on its way to a target. */
export const isOpen = (
  { owed, delivered }: Pick<Publication, 'owed' | 'delivered'>,
  target: Target,
): boolean => owed.includes(target) && delivered[target] === undefined;

/** An event as it is recorded. */
export const publicationsEntry = (event: PublicationsEvent): NewEntry => ({
  type: event.type,
  body: JSON.stringify(event),
});

/** A target that is set this long after the publication still gets it, in milliseconds: a day. */
const stillOwedMs = 24 * 3_600_000;

/** The targets that are set. */
export const setTargets = ({ webhook, smtp }: DeliveryTargets): readonly Target[] => [
  'folder',
  ...(webhook === null ? [] : ['webhook' as const]),
  ...(smtp === null ? [] : ['smtp' as const]),
];

/**
 * Targets that a publication gets owed now: those that are set, for as long as a day after it was published; what is
 * older goes nowhere new by itself. No mail to a return address that is none.
 */
export const newlyOwed = (
  publication: Pick<Publication, 'at' | 'returnEmail' | 'owed'>,
  targets: DeliveryTargets,
  now: Moment,
): readonly Target[] => (now - publication.at > stillOwedMs ? [] : canBeOwed(publication, targets));

/** As `newlyOwed`, whatever the publication's age: what the organiser asks for. */
export const canBeOwed = (
  { owed, returnEmail }: Pick<Publication, 'returnEmail' | 'owed'>,
  targets: DeliveryTargets,
): readonly Target[] =>
  setTargets(targets).filter(
    (target) => !owed.includes(target) && (target !== 'smtp' || mailAddress(returnEmail) !== null),
  );

// RFC 5321: 64 octets before the @, 255 after; RFC 6531 lets both be written in any script. What RFC 5322 reserves for
// lists, comments and quoting isn't let in, so that there is one recipient and one header line.
const address =
  /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u;

/** The one e-mail address that a text is, without spaces around it; null for anything else. */
export function mailAddress(text: string): string | null {
  const trimmed = text.trim();
  return trimmed.length <= 254 && address.test(trimmed) ? trimmed : null;
}

/** Meet ids are nine digits, which people read in groups of three. */
export const inGroups = (meet: string): string =>
  /^\d{9}$/.test(meet) ? meet.replace(/(\d{3})(?=\d)/g, '$1 ') : meet;
