import { isDeepStrictEqual } from 'node:util';

/** What a client sends of one update, and what is known of its sender. */
export interface Sent {
  readonly key: string;
  readonly value: unknown;
  readonly location: number;
  readonly local: number;
  readonly after: number;
}

/** The rules of a meet in as few words as possible, without any index: what the real ones are compared with. */
export class Reference {
  readonly log: (Sent & { readonly number: number })[] = [];
  readonly lost: { readonly sent: Sent; readonly by: number }[] = [];
  private readonly priorities: readonly number[];

  constructor(priorities: readonly number[]) {
    this.priorities = priorities;
  }

  /** The number that an update gets, or got before; null when it lost. */
  take(sent: Sent): number | null {
    const known = this.log.find(({ location, local }) => location === sent.location && local === sent.local);
    if (known) return known.number;
    const conflicts = this.log.filter(
      ({ key, value, location, number }) =>
        number > sent.after &&
        location !== sent.location &&
        (key === sent.key
          ? !isDeepStrictEqual(value, sent.value)
          : isAbove(key, sent.key) || isAbove(sent.key, key)),
    );
    const highest = Math.max(...conflicts.map(({ location }) => this.priorities[location] ?? 0));
    if (conflicts.length > 0 && (this.priorities[sent.location] ?? 0) <= highest) {
      this.lost.push({ sent, by: Math.max(...conflicts.map(({ number }) => number)) });
      return null;
    }
    this.log.push({ ...sent, number: this.log.length + 1 });
    return this.log.length;
  }
}

/** Whether one key is a parent of another; the keys of these tests are plain paths. */
const isAbove = (parent: string, child: string): boolean =>
  child.startsWith(`${parent}.`) || child.startsWith(`${parent}[`);
