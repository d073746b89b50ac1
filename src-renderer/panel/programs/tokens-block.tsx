import { type FormEvent, useState } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { ConfirmDialog } from '#pages/panel/parts/confirm-dialog.tsx';
import { CopyField } from '#pages/panel/parts/copy-field.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import type { AccountsStatus } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { TokenTable } from './token-table.tsx';

/** Tokens of programs: a new one is shown once, an old one is revoked. */
export function TokensBlock({ tokens }: { tokens: AccountsStatus['tokens'] }) {
  const t = useText();
  const { programs } = usePanel().api;
  const { ask, busy } = useRequest();
  const [fresh, setFresh] = useState<{ readonly name: string; readonly token: string } | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const revoke = async (name: string): Promise<void> => {
    if (!(await ask(programs.revokeToken(name), t('tokens.saidRevoked', { name })))) return;
    setAsked(null);
    setFresh((known) => (known?.name === name ? null : known));
  };
  return (
    <Block title={t('tokens.title')}>
      <p className="quiet lead-text">{t('tokens.hint')}</p>
      {fresh ? (
        <div className="fresh-secret">
          <p>{t('tokens.fresh', { name: fresh.name })}</p>
          <CopyField label={t('tokens.token')} text={fresh.token} />
          <Button onClick={() => setFresh(null)}>{t('tokens.done')}</Button>
        </div>
      ) : null}
      {tokens.length > 0 ? <TokenTable tokens={tokens} onRevoke={setAsked} /> : null}
      <AddToken taken={tokens.flatMap(({ name, revoked }) => (revoked ? [] : [name]))} onMade={setFresh} />
      {asked === null ? null : (
        <ConfirmDialog
          title={t('tokens.revokeOf', { name: asked })}
          action={t('tokens.revoke')}
          busy={busy}
          onConfirm={() => void revoke(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{t('tokens.revokeAsked')}</p>
          <p>
            <strong>{t('noFinal')}</strong>
          </p>
        </ConfirmDialog>
      )}
    </Block>
  );
}

function AddToken({
  taken,
  onMade,
}: {
  taken: readonly string[];
  onMade: (made: { name: string; token: string }) => void;
}) {
  const t = useText();
  const { programs } = usePanel().api;
  const { ask, busy } = useRequest();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const typed = name.trim();
  const wrong = typed === '' ? t('tokens.nameEmpty') : taken.includes(typed) ? t('tokens.nameTaken') : null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (wrong) return;
    const made = await ask(programs.createToken(typed), t('tokens.saidCreated', { name: typed }));
    if (!made) return;
    onMade({ name: typed, token: made.value.token });
    setName('');
    setTried(false);
  };
  return (
    <form className="field-row add-row" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('tokens.name')}
        value={name}
        maxLength={60}
        autoComplete="off"
        error={tried ? wrong : null}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={busy}>
        {t('tokens.create')}
      </Button>
    </form>
  );
}
