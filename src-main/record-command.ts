import { parseArgs } from 'node:util';
import { watchUrl } from '#main/record/addresses.ts';
import { startRecording } from '#main/record/record.ts';
import { openRecording } from '#main/record/recording-file.ts';
import { wallClock } from '#main/record/wall-clock.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** What a command of the terminal is given: where its sentences go, and when it is asked to end. */
export interface Terminal {
  readonly say: (sentence: string) => void;
  readonly complain: (sentence: string) => void;
  readonly stopAsked: Promise<void>;
}

/** A command's failure: a sentence, and whether it is a slip of the keyboard. */
export interface CommandRefusal {
  readonly message: string;
  readonly wrongOption: boolean;
}

/** The file that is recorded into and replayed when none is named, as Vantage's event recorder has it. */
export const usualFile = 'log.json';

/** A slip of the keyboard: the program ends with status 2. */
export const wrongOption = (message: string): Result<never, CommandRefusal> =>
  err({ message, wrongOption: true });

/** `touchline record`: appends what a hub sends to a file, until Ctrl-C. */
export async function record(args: string[], terminal: Terminal): Promise<Result<null, CommandRefusal>> {
  const { values } = parseArgs({
    args,
    options: {
      file: { type: 'string', default: usualFile },
      url: { type: 'string' },
      competition: { type: 'string' },
    },
  });
  if (values.url === undefined)
    return wrongOption('Say which hub to listen to: --url ws://192.168.1.20:8000.');
  const url = watchUrl(values.url, values.competition ?? null);
  if (!url.ok) return wrongOption(url.error);
  const file = openRecording(values.file);
  if (!file.ok) return err({ message: file.error, wrongOption: false });
  const { say, complain, stopAsked } = terminal;
  if (file.value.mended)
    complain(`The last line of ${values.file} had no end. It has one now; what follows is apart from it.`);
  say(`Recording ${url.value} into ${values.file}. Ctrl-C ends it.`);
  const recorder = startRecording({ url: url.value, file: file.value, clock: wallClock(), say, complain });
  const failure = await Promise.race([recorder.failed, stopAsked]);
  const count = recorder.stop();
  file.value.close();
  say(`${count} ${count === 1 ? 'event' : 'events'} recorded in ${values.file}.`);
  return failure === undefined ? ok(null) : err({ message: failure, wrongOption: false });
}
