import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '#main/app.ts';
import { ok } from '#shared/lib/result.ts';
import { type Ended, failed, type Terminal, wrongCommand, wrongOption } from './command.ts';
import { type TokensOfFolder, tokensOfFolder } from './tokens-of-folder.ts';

/** `touchline token`: makes, lists and revokes the tokens of programs, whether the hub runs or not. */
export async function token([action, ...args]: string[], terminal: Terminal): Promise<Ended> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } },
  });
  const dataDir = resolve(values.data ?? defaultDataDir());
  const tokens = tokensOfFolder(dataDir);
  const [named, ...others] = positionals;
  const name = values.name ?? named;
  switch (action) {
    case 'create': {
      if (name === undefined || positionals.length > (values.name === undefined ? 1 : 0)) {
        return wrongOption(
          'Name the program: touchline token create --role official --name NAME [--data FOLDER].',
        );
      }
      const { role = 'official' } = values;
      if (role !== 'official') {
        return wrongOption(`A program’s token has the role official, not “${role}”.`);
      }
      return create(tokens, name, dataDir, terminal);
    }
    case 'list':
      return list(tokens, terminal);
    case 'revoke': {
      if (name === undefined || others.length > 0) {
        return wrongOption('Name the token to revoke: touchline token revoke NAME [--data FOLDER].');
      }
      const revoked = await tokens.revoke(name);
      if (!revoked.ok) return failed(revoked.error.message);
      terminal.say(`The token “${name}” counts no more.`);
      return ok(0);
    }
    default:
      return wrongCommand('touchline token takes create, list or revoke.');
  }
}

async function create(
  tokens: TokensOfFolder,
  name: string,
  dataDir: string,
  { say, complain }: Terminal,
): Promise<Ended> {
  const made = await tokens.create(name);
  if (!made.ok) return failed(made.error.message);
  // Beside the token, not before it: what is piped on is the token alone.
  complain(`The token of “${name.trim()}” for the hub with its data in ${dataDir}. It is shown this once:`);
  say(made.value.token);
  return ok(0);
}

async function list(tokens: TokensOfFolder, { say, complain }: Terminal): Promise<Ended> {
  const listed = await tokens.list();
  if (!listed.ok) return failed(listed.error.message);
  for (const { name, role, createdAt, revoked } of listed.value) {
    say([name, role, new Date(createdAt).toISOString(), ...(revoked ? ['revoked'] : [])].join('\t'));
  }
  if (listed.value.length === 0) complain('There are no tokens.');
  return ok(0);
}
