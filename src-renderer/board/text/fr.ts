import type { en } from './en.ts';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'choose.title': 'Que doit afficher cet écran ?',
  'choose.hint':
    'Choisissez avec les flèches et OK ou Entrée. L’adresse du choix peut devenir la page d’accueil de cet écran.',
  'choose.grid': 'Tous les terrains de {venue}',
  'choose.turn': '{venue}, un terrain après l’autre',
  'choose.nothing':
    'Ce tournoi n’a pas encore de terrains. L’organisateur les ajoute sous « Lieu » ; ils apparaissent ici aussitôt.',
  'unknown.court': 'Il n’y a pas de terrain « {asked} » dans ce tournoi.',
  'unknown.venue': 'Il n’y a pas de lieu « {asked} » dans ce tournoi.',
  'several.court': 'Plusieurs terrains s’appellent « {asked} ». Choisissez-en un.',
  'several.venue': 'Plusieurs lieux s’appellent « {asked} ». Choisissez-en un.',
  'venue.empty':
    '{venue} n’a pas encore de terrains. L’organisateur les ajoute sous « Lieu » ; ils apparaissent ici aussitôt.',
  'court.nothing': 'Aucun match prévu sur ce terrain.',
  'court.nothingHint': 'Il apparaîtra ici dès qu’il le sera.',
  'court.free': 'Prochain match sur ce terrain',
  'qr.words': 'Les scores sur votre téléphone',
  'page.of': '{page} / {pages}',
};
