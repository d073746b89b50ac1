/** What the room page says. `{room}` stands for the room's id, `{n}` for a number. */
export interface RoomWords {
  readonly title: string;
  readonly user: string;
  readonly message: string;
  readonly send: string;
  readonly messages: string;
  readonly nothing: string;
  readonly live: string;
  readonly connecting: string;
  readonly lost: string;
  readonly lostFor: string;
  readonly sending: string;
  readonly sent: string;
  readonly closed: string;
  readonly refused: string;
  readonly tooMuch: string;
  readonly full: string;
  readonly unsure: string;
  readonly noScript: string;
}

const en: RoomWords = {
  title: 'Room {room}',
  user: 'Your name',
  message: 'Message',
  send: 'Send',
  messages: 'Messages',
  nothing: 'Nothing new yet. What is written from now on appears here.',
  live: 'Live',
  connecting: 'Connecting…',
  lost: 'Not connected',
  lostFor: 'For {n} s. This page tries again by itself and then gets what it missed.',
  sending: 'Sending…',
  sent: 'Sent.',
  closed: 'Not sent: the organiser lets only those with a token write here. You can read on.',
  refused: 'Not sent: the message or the name is too long. Shorten it and send again.',
  tooMuch: 'Not sent: too many messages at once. Wait a second and send again.',
  full: 'Not sent: the hub can’t take it now. Your text is kept; send it again in a moment.',
  unsure: 'No answer came. If your message isn’t above once this page is live, send it again.',
  noScript: 'To read along, this page needs JavaScript. Sending works without it.',
};

const fr: RoomWords = {
  title: 'Salon {room}',
  user: 'Votre nom',
  message: 'Message',
  send: 'Envoyer',
  messages: 'Messages',
  nothing: 'Rien de nouveau pour l’instant. Ce qui s’écrit à partir de maintenant apparaît ici.',
  live: 'En direct',
  connecting: 'Connexion…',
  lost: 'Déconnecté',
  lostFor: 'Depuis {n} s. La page réessaie toute seule, puis récupère ce qui a manqué.',
  sending: 'Envoi…',
  sent: 'Envoyé.',
  closed: 'Non envoyé : ici, l’organisation ne laisse écrire qu’avec un jeton. La lecture reste ouverte.',
  refused: 'Non envoyé : le message ou le nom est trop long. Raccourcissez-le et renvoyez.',
  tooMuch: 'Non envoyé : trop de messages à la fois. Attendez une seconde et renvoyez.',
  full: 'Non envoyé : le serveur ne peut pas le prendre. Le texte est gardé ; renvoyez-le dans un instant.',
  unsure: 'Pas de réponse. Si votre message n’est pas ci-dessus une fois la page en direct, renvoyez-le.',
  noScript: 'Pour suivre le salon, cette page a besoin de JavaScript. L’envoi marche sans.',
};

const de: RoomWords = {
  title: 'Raum {room}',
  user: 'Ihr Name',
  message: 'Nachricht',
  send: 'Senden',
  messages: 'Nachrichten',
  nothing: 'Noch nichts Neues. Was ab jetzt geschrieben wird, erscheint hier.',
  live: 'Live',
  connecting: 'Verbindet …',
  lost: 'Nicht verbunden',
  lostFor: 'Seit {n} s. Die Seite versucht es von selbst wieder und holt dann nach, was fehlt.',
  sending: 'Wird gesendet …',
  sent: 'Gesendet.',
  closed: 'Nicht gesendet: Die Turnierleitung lässt hier nur mit Token schreiben. Mitlesen geht.',
  refused: 'Nicht gesendet: Nachricht oder Name ist zu lang. Kürzen und noch einmal senden.',
  tooMuch: 'Nicht gesendet: zu viele Nachrichten auf einmal. Kurz warten und noch einmal senden.',
  full: 'Nicht gesendet: Der Hub kann gerade nichts annehmen. Der Text bleibt stehen; gleich noch einmal senden.',
  unsure: 'Keine Antwort. Steht die Nachricht nicht oben, sobald die Seite live ist, noch einmal senden.',
  noScript: 'Zum Mitlesen braucht diese Seite JavaScript. Senden geht auch ohne.',
};

const es: RoomWords = {
  title: 'Sala {room}',
  user: 'Su nombre',
  message: 'Mensaje',
  send: 'Enviar',
  messages: 'Mensajes',
  nothing: 'Nada nuevo todavía. Lo que se escriba desde ahora aparece aquí.',
  live: 'En directo',
  connecting: 'Conectando…',
  lost: 'Sin conexión',
  lostFor: 'Desde hace {n} s. La página lo intenta sola y luego recupera lo que falte.',
  sending: 'Enviando…',
  sent: 'Enviado.',
  closed: 'No enviado: aquí la organización solo deja escribir con un token. Leer sigue abierto.',
  refused: 'No enviado: el mensaje o el nombre es demasiado largo. Acórtelo y envíelo otra vez.',
  tooMuch: 'No enviado: demasiados mensajes a la vez. Espere un segundo y envíelo otra vez.',
  full: 'No enviado: el servidor no puede recibirlo ahora. El texto se conserva; envíelo otra vez en un momento.',
  unsure:
    'No hubo respuesta. Si el mensaje no está arriba cuando la página esté en directo, envíelo otra vez.',
  noScript: 'Para leer, esta página necesita JavaScript. Enviar funciona sin él.',
};

/** The page's words by language. */
export const roomWords = { en, fr, de, es } as const;
export type RoomLanguage = keyof typeof roomWords;

const isRoomLanguage = (code: string): code is RoomLanguage => Object.hasOwn(roomWords, code);

/** The language that an `Accept-Language` header (RFC 9110, 12.5.4) likes best among the page's; English if none. */
export function languageFor(acceptLanguage: string): RoomLanguage {
  const wanted = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1]).find(Boolean);
      return { code: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  return wanted.map(({ code }) => code).find(isRoomLanguage) ?? 'en';
}
