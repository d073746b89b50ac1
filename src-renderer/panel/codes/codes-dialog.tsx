import { useEffect, useRef, useState } from 'react';
import { useTroubleText } from '#pages/panel/edits.ts';
import { hasNoNetwork, typedAddress } from '#pages/panel/model/addresses.ts';
import { wifiCode } from '#pages/panel/model/wifi-code.ts';
import type { OpenedSeat } from '#pages/panel/organiser-api.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { Qr } from '#pages/panel/parts/qr.tsx';
import { useText } from '#pages/panel/text.ts';
import { OfficialId } from '#shared/domain/ids.ts';
import type { OfficialRole } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/field.tsx';
import { dayText, timeText } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';

/** The large view for phones: Wi-Fi code, code for joining, address and join code to type. */
export function CodesDialog({ first, onClose }: { first: OfficialId | null; onClose: () => void }) {
  const t = useText();
  const { tournament, hub } = usePanel();
  const [chosen, setChosen] = useState<OfficialId | null>(first);
  const [openRole, setOpenRole] = useState<OfficialRole>('referee');
  const official = chosen === null ? null : (tournament.officials[chosen] ?? null);
  const role = official?.role ?? openRole;
  const { seat, trouble, renew } = useSeat(official?.id ?? null, role);
  const box = useRef<HTMLDivElement>(null);
  const wifi = wifiCode(hub?.wifi ?? null);
  return (
    <Dialog title={t('codes.title')} wide onClose={onClose}>
      <div className="field-row codes-for">
        <SelectField
          label={t('codes.for')}
          value={chosen ?? ''}
          onChange={(event) => setChosen(OfficialId.safeParse(event.target.value).data ?? null)}
        >
          <option value="">{t('codes.anyone')}</option>
          {Object.values(tournament.officials)
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </SelectField>
        {official ? null : (
          <SelectField
            label={t('codes.role')}
            value={openRole}
            onChange={(event) => setOpenRole(event.target.value === 'chief' ? 'chief' : 'referee')}
          >
            <option value="referee">{t('role.referee')}</option>
            <option value="chief">{t('role.chief')}</option>
          </SelectField>
        )}
        <Button onClick={renew}>{t('codes.renew')}</Button>
        <Button onClick={() => void box.current?.requestFullscreen?.()}>{t('codes.fullScreen')}</Button>
      </div>
      {hasNoNetwork(hub) ? <p className="wrong">{t('venue.noNetwork')}</p> : null}
      <div className="codes" ref={box}>
        {wifi && hub?.wifi ? (
          <figure>
            <figcaption>
              <span className="codes-step figures">1</span> {t('codes.wifi')}
            </figcaption>
            <Qr text={wifi} label={t('codes.wifiLabel', { ssid: hub.wifi.ssid })} />
            <p className="codes-name">{hub.wifi.ssid}</p>
          </figure>
        ) : null}
        <figure>
          <figcaption>
            {wifi ? <span className="codes-step figures">2</span> : null}{' '}
            {official ? t('codes.scanAs', { name: official.name }) : t('codes.scan')}
          </figcaption>
          {seat ? <Qr text={seat.url} label={t('codes.joinLabel')} /> : null}
          {trouble ? <p className="wrong">{trouble}</p> : null}
          {!seat && !trouble ? <p className="quiet">{t('codes.waiting')}</p> : null}
          {seat ? <Until expires={seat.expires} /> : null}
        </figure>
        <TypedJoin />
      </div>
      {wifi ? null : <p className="quiet">{t('codes.noWifi')}</p>}
      <p className="quiet codes-help">{t('codes.help')}</p>
    </Dialog>
  );
}

/** The seat to show: fetched when the choice changes, the same again when it was shown before. */
function useSeat(official: OfficialId | null, role: OfficialRole) {
  const client = useHub();
  const { tournament, hub, seats } = usePanel();
  const troubleText = useTroubleText();
  const [shown, setShown] = useState<{ seat: OpenedSeat | null; trouble: string | null }>({
    seat: null,
    trouble: null,
  });
  const [turn, setTurn] = useState(0);
  const words = useRef(troubleText);
  words.current = troubleText;
  const fresh = useRef(false);
  const address = hub?.chosen ?? null;
  const { id } = tournament;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for a new code
  useEffect(() => {
    let current = true;
    setShown({ seat: null, trouble: null });
    const wish = { tournament: id, official, role, address };
    void seats.seatFor(wish, client.now(), fresh.current).then((opened) => {
      if (!current) return;
      setShown(
        opened.ok
          ? { seat: opened.value, trouble: null }
          : { seat: null, trouble: words.current(opened.error) },
      );
    });
    fresh.current = false;
    return () => {
      current = false;
    };
  }, [seats, client, id, official, role, address, turn]);
  return {
    ...shown,
    renew: () => {
      fresh.current = true;
      setTurn(turn + 1);
    },
  };
}

function Until({ expires }: { expires: number }) {
  const t = useText();
  const language = useLanguage();
  const { timeZone } = usePanel().tournament.details;
  return (
    <p className="quiet">
      {t('codes.until', {
        time: `${dayText(expires, timeZone, language)} ${timeText(expires, timeZone, language)}`,
      })}
    </p>
  );
}

function TypedJoin() {
  const t = useText();
  const { hub } = usePanel();
  return (
    <div className="codes-typed">
      <p>{t('codes.type')}</p>
      <p className="codes-address figures">{hub?.chosen ? `${typedAddress(hub.chosen)}/j` : ''}</p>
      {hub?.joinCode ? (
        <>
          <p>{t('codes.andCode')}</p>
          <p className="codes-code figures">{`${hub.joinCode.slice(0, 3)} ${hub.joinCode.slice(3)}`}</p>
        </>
      ) : (
        <p className="quiet">{t('codes.codeOff')}</p>
      )}
    </div>
  );
}
