import type * as z from 'zod/v4/core';

/** What a body looks like: its schema, and examples by a word for each. */
export interface DocumentedContent {
  readonly type: string;
  readonly schema: z.$ZodType;
  /** Values as JSON has them; of texts the text itself. */
  readonly examples?: Readonly<Record<string, unknown>>;
}

/** An answer of the hub's. */
export interface DocumentedAnswer {
  readonly says: string;
  readonly content?: DocumentedContent;
}

/** What goes into an address or a header. */
export interface DocumentedParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly says: string;
  readonly example?: string;
  /** Parameters of the path always are. */
  readonly required?: boolean;
}

/** A call over HTTP, described for those who write programs. It describes a route and is no part of serving it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT';
  /** As the route has it: `/room/:roomid`. */
  readonly path: string;
  /** The system whose calls these are, e.g. `Relay`. */
  readonly group: string;
  readonly summary: string;
  /** More, in CommonMark. */
  readonly says?: string;
  /** Ways of saying who one is, any of which will do; left out: none is needed. */
  readonly by?: readonly ('token' | 'session' | 'nobody')[];
  readonly parameters?: readonly DocumentedParameter[];
  /** Bodies that it takes, each of another type. */
  readonly takes?: readonly DocumentedContent[];
  /** Answers by status. */
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
}
