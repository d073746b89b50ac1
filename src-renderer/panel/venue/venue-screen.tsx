import { useText } from '#pages/panel/text.ts';
import { BoardLinks } from './board-links.tsx';
import { Halls } from './halls.tsx';
import { LaptopBlock } from './laptop-block.tsx';
import { NetworkBlock } from './network-block.tsx';
import { TournamentBlock } from './tournament-block.tsx';
import { WifiForm } from './wifi-form.tsx';

/** Venues and courts, network, Wi-Fi, boards, and the tournament itself. */
export function VenueScreen() {
  const t = useText();
  return (
    <>
      <h1 className="visually-hidden">{t('screen.venue')}</h1>
      <div className="columns">
        <div>
          <Halls />
          <BoardLinks />
        </div>
        <div>
          <NetworkBlock />
          <WifiForm />
          <TournamentBlock />
          <LaptopBlock />
        </div>
      </div>
    </>
  );
}
