import type { en } from './en.ts';

export const de: Readonly<Record<keyof typeof en, string>> = {
  'choose.title': 'Was soll dieser Bildschirm zeigen?',
  'choose.hint':
    'Mit den Pfeiltasten und OK oder Enter wählen. Die Adresse der Wahl kann die Startseite dieses Bildschirms werden.',
  'choose.grid': 'Alle Felder von {venue}',
  'choose.turn': '{venue}, ein Feld nach dem anderen',
  'choose.nothing':
    'Dieses Turnier hat noch keine Felder. Die Turnierleitung legt sie unter „Halle“ an; sie erscheinen hier sofort.',
  'unknown.court': 'In diesem Turnier gibt es kein Feld „{asked}“.',
  'unknown.venue': 'In diesem Turnier gibt es keine Halle „{asked}“.',
  'several.court': 'Mehrere Felder heißen „{asked}“. Wählen Sie eines davon.',
  'several.venue': 'Mehrere Hallen heißen „{asked}“. Wählen Sie eine davon.',
  'venue.empty':
    '{venue} hat noch keine Felder. Die Turnierleitung legt sie unter „Halle“ an; sie erscheinen hier sofort.',
  'court.nothing': 'Auf diesem Feld ist kein Spiel geplant.',
  'court.nothingHint': 'Es erscheint hier, sobald es eines gibt.',
  'court.free': 'Nächstes Spiel auf diesem Feld',
  'qr.words': 'Live-Stände auf Ihrem Telefon',
  'page.of': '{page} / {pages}',
};
