import type { DeviceId, Moment, Seq } from './ids.ts';

/** A recorded event as a topic's fold sees it. `body` is JSON text, as it was recorded. */
export interface LogEntry {
  readonly seq: Seq;
  readonly type: string;
  readonly body: string;
  /** When the hub recorded it. */
  readonly hubAt: Moment;
  readonly device: DeviceId;
}

/** An event to be recorded: its type, and its body as JSON text, kept to the letter. */
export interface NewEntry {
  readonly type: string;
  readonly body: string;
}

/** How a topic's events become its state: pure, and the same for every topic of its kind. */
export interface TopicFold<S extends { readonly seq: Seq }> {
  /** Raised whenever the state's shape or meaning changes: states cached under another version are folded anew. */
  readonly version: number;
  /** The state before the first event; its `seq` is 0. */
  empty(topic: string): S;
  /** Folds one event in; the new state's `seq` is the event's. Never throws: the log holds what was accepted once. */
  evolve(state: S, entry: LogEntry): S;
}

/** A topic of the log, by its name (`relay/A`, `meet/123456789`) and with the fold that gives its state. */
export interface LogTopic<S extends { readonly seq: Seq }> {
  readonly name: string;
  readonly fold: TopicFold<S>;
}

/** An event for another topic, recorded in the same commit: both are kept or neither. */
export interface PublishedEntry extends NewEntry {
  readonly topic: LogTopic<{ readonly seq: Seq }>;
}

/** What deciding gives: the events to record, none or several, and what its caller is told once they are on disk. */
export interface Decision<O> {
  readonly entries: readonly NewEntry[];
  /** What is published in other topics at the same time, after the entries. */
  readonly published?: readonly PublishedEntry[];
  readonly outcome: O;
}
