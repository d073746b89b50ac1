/** What the shell itself says: dialogs and the menu. The panel's own words are in the panel. */
export interface Words {
  readonly quitQuestion: (matches: number) => string;
  readonly quitDetail: string;
  readonly quitYes: string;
  readonly quitNo: string;
  readonly cannotStart: string;
  /** The usual port is another program's. */
  readonly otherPort: (port: number) => string;
  readonly otherPortDetail: (usual: number) => string;
  readonly saveTitle: string;
  readonly tables: string;
  /** The file couldn't be written; `code` is the system's. */
  readonly notSaved: (name: string) => string;
  readonly notSavedDetail: (code: string) => string;
  readonly menu: {
    readonly file: string;
    readonly edit: string;
    readonly view: string;
    readonly window: string;
    /** Named so in the panel's own words too, where a browser has no right to organise. */
    readonly openInBrowser: string;
    readonly quit: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly actualSize: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fullScreen: string;
    readonly minimise: string;
  };
}

const en: Words = {
  quitQuestion: (n) => `Quit while ${n} ${n === 1 ? 'match is' : 'matches are'} running?`,
  quitDetail: 'Phones keep their taps and send them when the hub is back.',
  quitYes: 'Quit',
  quitNo: 'Keep running',
  cannotStart: 'Touchline can’t start',
  otherPort: (port) => `The hub answers on port ${port} today.`,
  otherPortDetail: (usual) =>
    `Port ${usual} is used by another program. QR codes and addresses printed earlier lead nowhere until that program is closed and Touchline is started again.`,
  saveTitle: 'Save',
  tables: 'Tables (CSV)',
  notSaved: (name) => `${name} wasn’t saved.`,
  notSavedDetail: (code) =>
    ({
      EACCES: 'This folder can’t be written to. Choose another one.',
      EPERM:
        'This folder can’t be written to, or the file is open in another program. Close it or choose another name.',
      EBUSY: 'The file is open in another program. Close it there or choose another name.',
      EROFS: 'This disk can only be read. Choose another one.',
      ENOSPC: 'The disk is full. Make room or choose another one.',
      ENOENT: 'The folder isn’t there any more. Choose another one.',
    })[code] ?? `The system said: ${code}. The results are still in Touchline.`,
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    openInBrowser: 'Open the panel in a browser',
    quit: 'Quit Touchline',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    minimise: 'Minimise',
  },
};

const fr: Words = {
  quitQuestion: (n) =>
    n === 1 ? 'Quitter alors qu’un match est en cours ?' : `Quitter alors que ${n} matchs sont en cours ?`,
  quitDetail: 'Les téléphones gardent leurs saisies et les envoient au retour du hub.',
  quitYes: 'Quitter',
  quitNo: 'Continuer',
  cannotStart: 'Touchline ne peut pas démarrer',
  otherPort: (port) => `Aujourd’hui, le hub répond sur le port ${port}.`,
  otherPortDetail: (usual) =>
    `Le port ${usual} est occupé par un autre programme. Les codes QR et adresses déjà imprimés ne mènent nulle part tant que ce programme n’est pas fermé et Touchline relancé.`,
  saveTitle: 'Enregistrer',
  tables: 'Tableaux (CSV)',
  notSaved: (name) => `${name} n’a pas été enregistré.`,
  notSavedDetail: (code) =>
    ({
      EACCES: 'Ce dossier est protégé en écriture. Choisissez-en un autre.',
      EPERM:
        'Ce dossier est protégé en écriture, ou le fichier est ouvert dans un autre programme. Fermez-le ou choisissez un autre nom.',
      EBUSY: 'Le fichier est ouvert dans un autre programme. Fermez-le ou choisissez un autre nom.',
      EROFS: 'Ce disque est en lecture seule. Choisissez-en un autre.',
      ENOSPC: 'Le disque est plein. Faites de la place ou choisissez-en un autre.',
      ENOENT: 'Le dossier n’existe plus. Choisissez-en un autre.',
    })[code] ?? `Réponse du système : ${code}. Les résultats restent dans Touchline.`,
  menu: {
    file: 'Fichier',
    edit: 'Édition',
    view: 'Affichage',
    window: 'Fenêtre',
    openInBrowser: 'Ouvrir le poste dans un navigateur',
    quit: 'Quitter Touchline',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    actualSize: 'Taille réelle',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire l’affichage',
    fullScreen: 'Plein écran',
    minimise: 'Réduire la fenêtre',
  },
};

const de: Words = {
  quitQuestion: (n) =>
    n === 1 ? 'Beenden, während ein Spiel läuft?' : `Beenden, während ${n} Spiele laufen?`,
  quitDetail: 'Die Telefone behalten ihre Eingaben und senden sie, sobald der Hub wieder da ist.',
  quitYes: 'Beenden',
  quitNo: 'Weiterlaufen lassen',
  cannotStart: 'Touchline kann nicht starten',
  otherPort: (port) => `Der Hub antwortet heute auf Port ${port}.`,
  otherPortDetail: (usual) =>
    `Port ${usual} wird von einem anderen Programm benutzt. Früher gedruckte QR-Codes und Adressen führen ins Leere, bis es geschlossen und Touchline neu gestartet ist.`,
  saveTitle: 'Speichern',
  tables: 'Tabellen (CSV)',
  notSaved: (name) => `${name} wurde nicht gespeichert.`,
  notSavedDetail: (code) =>
    ({
      EACCES: 'In diesen Ordner kann nicht geschrieben werden. Bitte einen anderen wählen.',
      EPERM:
        'In diesen Ordner kann nicht geschrieben werden, oder die Datei ist in einem anderen Programm geöffnet. Dort schließen oder einen anderen Namen wählen.',
      EBUSY:
        'Die Datei ist in einem anderen Programm geöffnet. Dort schließen oder einen anderen Namen wählen.',
      EROFS: 'Dieser Datenträger ist schreibgeschützt. Bitte einen anderen wählen.',
      ENOSPC: 'Der Datenträger ist voll. Platz schaffen oder einen anderen wählen.',
      ENOENT: 'Den Ordner gibt es nicht mehr. Bitte einen anderen wählen.',
    })[code] ?? `Das System meldet: ${code}. Die Ergebnisse sind weiterhin in Touchline.`,
  menu: {
    file: 'Datei',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    window: 'Fenster',
    openInBrowser: 'Turnierleitung im Browser öffnen',
    quit: 'Touchline beenden',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    minimise: 'Minimieren',
  },
};

const es: Words = {
  quitQuestion: (n) => (n === 1 ? '¿Salir con un partido en juego?' : `¿Salir con ${n} partidos en juego?`),
  quitDetail: 'Los teléfonos guardan lo anotado y lo envían cuando vuelva el hub.',
  quitYes: 'Salir',
  quitNo: 'Seguir',
  cannotStart: 'Touchline no puede iniciarse',
  otherPort: (port) => `Hoy el hub responde en el puerto ${port}.`,
  otherPortDetail: (usual) =>
    `El puerto ${usual} lo usa otro programa. Los códigos QR y las direcciones ya impresos no llevan a ninguna parte hasta cerrarlo y volver a iniciar Touchline.`,
  saveTitle: 'Guardar',
  tables: 'Tablas (CSV)',
  notSaved: (name) => `${name} no se ha guardado.`,
  notSavedDetail: (code) =>
    ({
      EACCES: 'No se puede escribir en esta carpeta. Elija otra.',
      EPERM:
        'No se puede escribir en esta carpeta o el archivo está abierto en otro programa. Ciérrelo o elija otro nombre.',
      EBUSY: 'El archivo está abierto en otro programa. Ciérrelo o elija otro nombre.',
      EROFS: 'Este disco es de solo lectura. Elija otro.',
      ENOSPC: 'El disco está lleno. Libere espacio o elija otro.',
      ENOENT: 'La carpeta ya no existe. Elija otra.',
    })[code] ?? `Respuesta del sistema: ${code}. Los resultados siguen en Touchline.`,
  menu: {
    file: 'Archivo',
    edit: 'Edición',
    view: 'Ver',
    window: 'Ventana',
    openInBrowser: 'Abrir el panel en un navegador',
    quit: 'Salir de Touchline',
    undo: 'Deshacer',
    redo: 'Rehacer',
    cut: 'Cortar',
    copy: 'Copiar',
    paste: 'Pegar',
    selectAll: 'Seleccionar todo',
    actualSize: 'Tamaño real',
    zoomIn: 'Ampliar',
    zoomOut: 'Reducir',
    fullScreen: 'Pantalla completa',
    minimise: 'Minimizar',
  },
};

const languages: Readonly<Record<string, Words>> = { en, fr, de, es };

/** The words in the first of the user's languages (BCP 47, best first) that there are words for; else English. */
export function wordsFor(preferred: readonly string[]): Words {
  for (const tag of preferred) {
    const words = languages[tag.toLowerCase().split(/[-_]/)[0] ?? ''];
    if (words) return words;
  }
  return en;
}
