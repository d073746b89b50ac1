import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { AccountsStatus } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { dayText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';

/** The tokens that were made; what they are is known to their programs only. */
export function TokenTable({
  tokens,
  onRevoke,
}: {
  tokens: AccountsStatus['tokens'];
  onRevoke: (name: string) => void;
}) {
  const t = useText();
  const language = useLanguage();
  const { timeZone } = usePanel().tournament.details;
  return (
    <table className="table">
      <caption className="visually-hidden">{t('tokens.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tokens.program')}</th>
          <th scope="col">{t('accounts.created')}</th>
          <th scope="col">{t('programs.state')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('tokens.revoke')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ name, createdAt, revoked }) => (
          <tr key={name} data-revoked={revoked}>
            <td className="any-text">
              <bdi>{name}</bdi>
            </td>
            <td className="nowrap">
              {dayText(createdAt, timeZone, language)} {timeText(createdAt, timeZone, language)}
            </td>
            <td className="nowrap">
              {revoked ? (
                <span className="lost">✕ {t('tokens.revoked')}</span>
              ) : (
                <span className="here">● {t('tokens.counts')}</span>
              )}
            </td>
            <td className="end">
              {revoked ? null : (
                <Button
                  kind="plain"
                  aria-label={t('tokens.revokeOf', { name })}
                  onClick={() => onRevoke(name)}
                >
                  {t('tokens.revoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
