import { err, type Result } from '#shared/lib/result.ts';

/** What a command of the terminal is given: where its sentences go, and when it is asked to end. */
export interface Terminal {
  /** What was asked for: standard output. */
  readonly say: (sentence: string) => void;
  /** What else must be known: standard error. */
  readonly complain: (sentence: string) => void;
  /** Resolves when the program is asked to end; from the call on, a signal to do so is the command's to heed. */
  readonly stopAsked: () => Promise<void>;
}

/** A command's failure: a sentence, and whose it is. */
export interface CommandRefusal {
  readonly message: string;
  /** `option`, `command`: a slip of the keyboard in one; `none`: it couldn't be done. */
  readonly slip: 'none' | 'option' | 'command';
}

/** The program's exit status, or why the command couldn't do what it was asked for. */
export type Ended = Result<0 | 1, CommandRefusal>;

/** A command with what was typed behind its name. Rejects as `parseArgs` does for options that it doesn't have. */
export type Command = (args: string[], terminal: Terminal) => Promise<Ended>;

/** It couldn't be done. */
export const failed = (message: string): Result<never, CommandRefusal> => err({ message, slip: 'none' });

/** An option or a value was typed wrongly. */
export const wrongOption = (message: string): Result<never, CommandRefusal> =>
  err({ message, slip: 'option' });

/** There is no such command; the usage says which there are. */
export const wrongCommand = (message: string): Result<never, CommandRefusal> =>
  err({ message, slip: 'command' });
