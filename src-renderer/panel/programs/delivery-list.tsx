import { isOutstanding, type MeetPublication, sizeText } from '#pages/panel/model/meets.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { useSaveFile } from '#pages/panel/use-save-file.ts';
import type { DeliveryFailure } from '#shared/domain/meet/delivery-failure.ts';
import type { DeliveryLine } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { dayText, timeText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import { useAgo } from './use-ago.ts';

/** The shape of a delivery's state, so that colour is never the only sign. */
export const deliveryShape = { delivered: '✓', waiting: '◔', failing: '▲' } as const;

/** What was published of a meet: each file with how it stands at every place that it goes to. */
export function DeliveryList({
  meet,
  publications,
}: {
  meet: string;
  publications: readonly MeetPublication[];
}) {
  return (
    <ul className="publications">
      {publications.map((publication, i) => (
        <li key={publication.id}>
          <Publication meet={meet} publication={publication} number={publications.length - i} />
        </li>
      ))}
    </ul>
  );
}

function Publication({
  meet,
  publication,
  number,
}: {
  meet: string;
  publication: MeetPublication;
  /** The first one published is 1. */
  number: number;
}) {
  const t = useText();
  const language = useLanguage();
  const { api, tournament } = usePanel();
  const { ask, busy } = useRequest();
  const save = useSaveFile();
  const { timeZone } = tournament.details;
  const { id, at, bytes, returnEmail, deliveries } = publication;
  const download = async (): Promise<void> => {
    const text = await ask(api.programs.publication(meet, id), '');
    if (text) await save(`meet-${meet}-${number}.csv`, text.value);
  };
  return (
    <>
      <div className="buttons">
        <strong>
          {dayText(at, timeZone, language)} {timeText(at, timeZone, language)}
        </strong>
        <span className="quiet any-text">
          {sizeText(bytes, language)}
          {returnEmail ? ` · ${t('meets.returnEmail', { email: returnEmail })}` : ''}
        </span>
        <Button
          className="button-small"
          disabled={busy}
          aria-label={t('meets.downloadOf', { number })}
          onClick={() => void download()}
        >
          {t('meets.download')}
        </Button>
        {isOutstanding(publication) ? (
          <Button
            className="button-small"
            disabled={busy}
            aria-label={t('delivery.againOf', { number })}
            onClick={() => void ask(api.programs.deliverAgain(id), t('delivery.saidAgain'))}
          >
            {t('delivery.again')}
          </Button>
        ) : null}
      </div>
      <ul className="deliveries">
        {deliveries.map((delivery) => (
          <Delivery key={delivery.target} delivery={delivery} />
        ))}
      </ul>
    </>
  );
}

function Delivery({ delivery }: { delivery: DeliveryLine }) {
  const t = useText();
  const ago = useAgo();
  const language = useLanguage();
  const { timeZone } = usePanel().tournament.details;
  const { target, state, tries, to, failure, at } = delivery;
  const when =
    at === null
      ? ''
      : state === 'delivered'
        ? ago(at)
        : t('delivery.next', { time: timeText(at, timeZone, language) });
  return (
    <li className="delivery" data-state={state}>
      <span className="nowrap">
        <span aria-hidden="true">{deliveryShape[state]}</span> {t(`target.${target}`)}
      </span>
      <span>
        <strong className={state === 'failing' ? 'lost' : ''}>{t(`delivery.${state}`)}</strong>
        <span className="quiet">
          {tries > 1 ? ` · ${t('delivery.tries', { count: tries })}` : ''}
          {when ? ` · ${when}` : ''}
        </span>
        {to ? <span className="delivery-said">{to}</span> : null}
        {failure ? <Failure failure={failure} /> : null}
      </span>
    </li>
  );
}

/** Why it didn't arrive, in the device's language; what the other side said is quoted as it came. */
function Failure({ failure }: { failure: DeliveryFailure }) {
  const t = useText();
  const detail = 'detail' in failure ? failure.detail : '';
  return (
    <span className="delivery-said">
      {t(`failure.${failure.code}`, paramsOf(failure))} {detail ? <q dir="auto">{detail}</q> : null}
      {failure.code === 'mailRefused' || failure.code === 'mailLogin' ? (
        <span className="delivery-said">{t(`delivery.${failure.code}`)}</span>
      ) : null}
    </span>
  );
}

/** What stands in the sentence of a failure. */
function paramsOf(failure: DeliveryFailure): Readonly<Record<string, string>> {
  if ('status' in failure) return { where: failure.where, status: String(failure.status) };
  if ('where' in failure) return { where: failure.where };
  return 'address' in failure ? { address: failure.address } : {};
}
