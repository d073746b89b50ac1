import type { en } from './en.ts';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'choose.title': '¿Qué debe mostrar esta pantalla?',
  'choose.hint':
    'Elija con las flechas y OK o Intro. La dirección de lo elegido puede ser la página de inicio de esta pantalla.',
  'choose.grid': 'Todas las pistas de {venue}',
  'choose.turn': '{venue}, una pista tras otra',
  'choose.nothing':
    'Este torneo aún no tiene pistas. El organizador las añade en «Sede»; aparecen aquí al momento.',
  'unknown.court': 'No hay ninguna pista «{asked}» en este torneo.',
  'unknown.venue': 'No hay ninguna sede «{asked}» en este torneo.',
  'several.court': 'Varias pistas se llaman «{asked}». Elija una.',
  'several.venue': 'Varias sedes se llaman «{asked}». Elija una.',
  'venue.empty': '{venue} aún no tiene pistas. El organizador las añade en «Sede»; aparecen aquí al momento.',
  'court.nothing': 'No hay ningún partido previsto en esta pista.',
  'court.nothingHint': 'Aparecerá aquí en cuanto lo haya.',
  'court.free': 'Próximo partido en esta pista',
  'qr.words': 'Marcadores en su teléfono',
  'page.of': '{page} / {pages}',
};
