import { existsSync } from 'node:fs';
import { ulid } from 'ulid';
import * as z from 'zod';
import { createProgramTokens, type ProgramTokens } from '#main/accounts/program-tokens.ts';
import { type ControlFile, readControlFile } from '#main/control-file.ts';
import { createHub } from '#main/hub/hub.ts';
import { type DataRefusal, logFile, openData } from '#main/store/open-data.ts';
import type { ProgramToken } from '#shared/domain/people/accounts.ts';
import type { RefusalCode } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** A token as it is listed. */
export type TokenLine = Pick<ProgramToken, 'name' | 'role' | 'createdAt' | 'revoked'>;

/** Why nothing was done; `message` is one sentence for the person at the keyboard. */
export interface TokenRefusal {
  readonly code: DataRefusal['code'] | RefusalCode | 'NO_DATA' | 'HUB_SILENT';
  readonly message: string;
}

/** The tokens of a data folder, whether a hub has it open or not. */
export interface TokensOfFolder {
  create(name: string): Promise<Result<{ readonly token: string }, TokenRefusal>>;
  revoke(name: string): Promise<Result<void, TokenRefusal>>;
  list(): Promise<Result<readonly TokenLine[], TokenRefusal>>;
}

/** How long a hub that has just been started is waited for, and how often it is asked, in milliseconds. */
const patienceMs = 5_000;
const askEveryMs = 100;

const Made = z.object({ token: z.string() });
const Listed = z.object({
  tokens: z.array(
    z.object({ name: z.string(), role: z.literal('official'), createdAt: z.int(), revoked: z.boolean() }),
  ),
});
const Refused = z.object({ code: z.string(), message: z.string() });

/**
 * Opens a data folder's tokens. While a hub has the folder open, it is asked on loopback with the secret of its control
 * file; otherwise they are read and written in the log itself. A folder without data is begun by the first token only.
 */
export function tokensOfFolder(dataDir: string): TokensOfFolder {
  const noData = (): { ok: false; error: TokenRefusal } =>
    err({
      code: 'NO_DATA',
      message: `There is no data file in ${dataDir}. Name the hub’s folder with --data.`,
    });

  return {
    create: (name) =>
      either(
        dataDir,
        (tokens) => tokens.create(name),
        (hub) => ask(hub, 'POST', '/api/control/tokens', Made, { name }),
      ),
    async revoke(name) {
      if (!existsSync(logFile(dataDir))) return noData();
      const done = await either<unknown>(
        dataDir,
        (tokens) => tokens.revoke(name),
        (hub) => ask(hub, 'POST', '/api/control/tokens/revoke', z.object({}), { name }),
      );
      return done.ok ? ok(undefined) : done;
    },
    async list() {
      if (!existsSync(logFile(dataDir))) return noData();
      return either<readonly TokenLine[]>(
        dataDir,
        async (tokens) => ok(tokens.list()),
        async (hub) => {
          const listed = await ask(hub, 'GET', '/api/control/tokens', Listed);
          return listed === 'silent' || !listed.ok ? listed : ok(listed.value.tokens);
        },
      );
    },
  };
}

/** Does something in the log itself, or has the hub do it that has the log open. */
async function either<T>(
  dataDir: string,
  here: (tokens: ProgramTokens) => Promise<Result<T, TokenRefusal>>,
  there: (hub: ControlFile) => Promise<Result<T, TokenRefusal> | 'silent'>,
): Promise<Result<T, TokenRefusal>> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const data = openData(dataDir, ulid);
    if (data.ok) {
      const around = { now: Date.now, newId: ulid, report: () => {} };
      const hub = createHub(data.value.store, around, () => () => {});
      try {
        return await here(createProgramTokens(hub));
      } finally {
        await hub.stop();
        data.value.close();
      }
    }
    if (data.error.code !== 'DATA_IN_USE') return data;
    // A hub that starts has no control file yet, or the one of a hub that was killed before.
    const control = readControlFile(dataDir);
    const answer = control ? await there(control) : 'silent';
    if (answer !== 'silent') return answer;
    if (Date.now() >= until) {
      return err({
        code: 'HUB_SILENT',
        message: `Another program has the data folder ${dataDir} open, but no hub answers there. Nothing was changed; try again when the hub runs, or stop it.`,
      });
    }
    await new Promise((again) => setTimeout(again, askEveryMs));
  }
}

/** Asks a running hub; `silent` when nobody is there who knows the secret. */
async function ask<T>(
  { port, secret }: ControlFile,
  method: 'GET' | 'POST',
  path: string,
  answer: z.ZodType<T>,
  body?: unknown,
): Promise<Result<T, TokenRefusal> | 'silent'> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const json: unknown = await response.json();
    const good = response.ok ? answer.safeParse(json) : null;
    if (good?.success) return ok(good.data);
    const refused = Refused.safeParse(json);
    if (response.status === 403 || !refused.success) return 'silent';
    return err({ code: refused.data.code as RefusalCode, message: refused.data.message });
  } catch {
    return 'silent';
  }
}
