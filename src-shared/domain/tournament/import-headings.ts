/**
 * What headings mean, in English, German, French and Spanish. They are compared without case, accents, spaces and
 * punctuation: "N° de match", "Spieler 1" and "player_1" are written `ndematch`, `spieler1`, `player1`.
 */
const entryHeadings: Readonly<Record<string, string>> = {
  name:
    'name player playername fullname entry participant competitor teilnehmer spieler spielerin spielername nom joueur ' +
    'joueuse nomcomplet nomdujoueur nombre jugador jugadora nombrecompleto participante pair paar paarung paire pareja',
  firstName: 'firstname givenname forename vorname prenom nombredepila',
  lastName: 'lastname surname familyname nachname familienname nomdefamille apellido apellidos',
  club: 'club clubname verein vereinsname klub asociacion association organisation organization',
  seed: 'seed seeding seedno setzung setzplatz setznummer setzliste tetedeserie tds cabezadeserie siembra',
  team: 'team teamname mannschaft mannschaftsname equipe nomdelequipe equipo nombredelequipo',
  members: 'members players roster mitglieder kader membres joueurs miembros jugadores plantilla',
  member2: 'partner partnerin partnername partenaire companero companera',
};

const matchHeadings: Readonly<Record<string, string>> = {
  number:
    'number no nr num nummer match matchno matchnr matchnumber spiel spielnr spielnummer numero ndematch ' +
    'numerodematch nmatch partido numerodepartido',
  draw:
    'draw event competition konkurrenz disziplin bewerb wettbewerb kategorie klasse tableau epreuve categorie ' +
    'cuadro categoria prueba competicion',
  round: 'round runde spielrunde tour ronda',
  pool: 'pool group gruppe staffel poule groupe grupo phase',
  court: 'court table feld spielfeld platz tisch terrain pista cancha campo mesa',
  date: 'date datum tag day jour fecha dia',
  time: 'time start starttime zeit uhrzeit beginn startzeit heure horaire hora',
  scheduled: 'scheduled scheduledat datetime dateandtime datumundzeit dateetheure fechayhora',
  official: 'official officials referee umpire schiedsrichter schiedsrichterin schiri arbitre arbitro juez',
  side1:
    'side1 sidea home player1 team1 entry1 pair1 seite1 heim heimteam heimmannschaft spieler1 mannschaft1 paar1 cote1 ' +
    'domicile joueur1 equipe1 paire1 lado1 local jugador1 equipo1 pareja1',
  side2:
    'side2 sideb away guest visitor player2 team2 entry2 pair2 seite2 gast gastmannschaft auswaerts spieler2 ' +
    'mannschaft2 paar2 cote2 exterieur visiteur joueur2 equipe2 paire2 lado2 visitante jugador2 equipo2 pareja2',
};

const indexed = (headings: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(headings).flatMap(([field, words]) =>
      words.split(' ').map((word) => [word, field] as const),
    ),
  );
const entryFields = indexed(entryHeadings);
const matchFields = indexed(matchHeadings);

const member =
  /^(?:m|member|mitglied|membre|miembro|player|spieler|spielerin|joueur|joueuse|jugador|jugadora|name|nom|nombre)0?([1-9]\d?)$/;
const clubOfMember = /^(?:club|verein)0?([1-9])$/;

const plainHeading = (heading: string): string =>
  heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/**
 * The field that a heading of an entry list means, null if none: `name`, `firstName`, `lastName`, `club`, `seed`,
 * `team`, `members`, and `member1` …, `club1` … for players by number.
 */
export function entryField(heading: string): string | null {
  const plain = plainHeading(heading);
  const numbered = member.exec(plain)?.[1];
  if (numbered) return `member${numbered}`;
  const club = clubOfMember.exec(plain)?.[1];
  return club ? `club${club}` : (entryFields.get(plain) ?? null);
}

/** The field that a heading of a match list means, null if none. */
export const matchField = (heading: string): string | null => matchFields.get(plainHeading(heading)) ?? null;
