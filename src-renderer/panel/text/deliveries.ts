import { fourLanguages } from './four.ts';

/** Why what was published of a meet hasn't arrived. */
export const deliveries = fourLanguages({
  en: {
    'failure.refused': 'Nobody answers at {where}. Does the program there run, and is the port right?',
    'failure.unknownName': '{where} isn’t found. Is the name right, and is there internet?',
    'failure.certificate': 'This laptop doesn’t trust the certificate of {where}.',
    'failure.unreachable': '{where} can’t be reached.',
    'failure.timeout': '{where} didn’t answer in time.',
    'failure.diskFull': '{where} can’t be written: the disk is full.',
    'failure.notAllowed': '{where} can’t be written: the system doesn’t allow it.',
    'failure.inTheWay': '{where} can’t be written: there is a file where its folder should be.',
    'failure.notWritten': '{where} can’t be written.',
    'failure.status': '{where} answered with status {status}.',
    'failure.redirect':
      '{where} answered with status {status}: it leads elsewhere, which isn’t followed. Set the address to which it leads.',
    'failure.mailDeferred': 'The mail server {where} doesn’t take it now.',
    'failure.mailRefused': 'The mail server {where} refuses it.',
    'failure.mailLogin': 'The mail server {where} doesn’t accept the user or the password.',
    'delivery.mailRefused':
      'Trying again changes nothing before it is put right. A wrong return address: publish again in OpenLifter with the right one. A wrong sender’s address: correct it under “Where published files go”. If it was put right on the server, press “Try again”. By itself it is tried once an hour.',
    'delivery.mailLogin':
      'Correct user and password under “Where published files go”; it is tried at once then. By itself it is tried once an hour.',
    'failure.badReturnAddress': '“{address}” is no e-mail address: no mail is sent.',
    'failure.noReturnAddress': 'The meet gave no return address: no mail is sent.',
    'failure.badWebAddress': 'The web address can’t be read.',
    'failure.notRecorded': 'It has arrived, but the hub couldn’t record that yet.',
    'failure.nothing': 'There is nothing to deliver any more.',
  },
  fr: {
    'failure.refused': 'Personne ne répond à {where}. Le programme y tourne-t-il, et le port est-il le bon ?',
    'failure.unknownName': '{where} est introuvable. Le nom est-il le bon, et y a-t-il Internet ?',
    'failure.certificate': 'Cet ordinateur ne fait pas confiance au certificat de {where}.',
    'failure.unreachable': '{where} est injoignable.',
    'failure.timeout': '{where} n’a pas répondu à temps.',
    'failure.diskFull': 'Impossible d’écrire {where} : le disque est plein.',
    'failure.notAllowed': 'Impossible d’écrire {where} : le système ne le permet pas.',
    'failure.inTheWay': 'Impossible d’écrire {where} : un fichier se trouve à la place du dossier.',
    'failure.notWritten': 'Impossible d’écrire {where}.',
    'failure.status': '{where} a répondu par le statut {status}.',
    'failure.redirect':
      '{where} a répondu par le statut {status} : il renvoie ailleurs, ce qui n’est pas suivi. Indiquez l’adresse à laquelle il renvoie.',
    'failure.mailDeferred': 'Le serveur de courriel {where} ne l’accepte pas pour l’instant.',
    'failure.mailRefused': 'Le serveur de courriel {where} le refuse.',
    'failure.mailLogin': 'Le serveur de courriel {where} n’accepte pas l’utilisateur ou le mot de passe.',
    'delivery.mailRefused':
      'Réessayer ne change rien avant la correction. Adresse de réponse fausse : publiez de nouveau dans OpenLifter avec la bonne. Adresse de l’expéditeur fausse : corrigez-la sous « Où vont les fichiers publiés ». Si c’est corrigé sur le serveur, appuyez sur « Réessayer ». Sinon, un essai a lieu une fois par heure.',
    'delivery.mailLogin':
      'Corrigez l’utilisateur et le mot de passe sous « Où vont les fichiers publiés » ; un essai a lieu aussitôt. Sinon, un essai a lieu une fois par heure.',
    'failure.badReturnAddress':
      '« {address} » n’est pas une adresse électronique : aucun courriel n’est envoyé.',
    'failure.noReturnAddress':
      'La compétition n’a pas donné d’adresse de réponse : aucun courriel n’est envoyé.',
    'failure.badWebAddress': 'L’adresse web est illisible.',
    'failure.notRecorded': 'C’est arrivé, mais le hub n’a pas encore pu l’enregistrer.',
    'failure.nothing': 'Il n’y a plus rien à livrer.',
  },
  de: {
    'failure.refused': 'An {where} antwortet niemand. Läuft das Programm dort, und stimmt der Port?',
    'failure.unknownName': '{where} wird nicht gefunden. Stimmt der Name, und gibt es Internet?',
    'failure.certificate': 'Dieser Laptop vertraut dem Zertifikat von {where} nicht.',
    'failure.unreachable': '{where} ist nicht zu erreichen.',
    'failure.timeout': '{where} hat nicht rechtzeitig geantwortet.',
    'failure.diskFull': '{where} lässt sich nicht schreiben: Der Datenträger ist voll.',
    'failure.notAllowed': '{where} lässt sich nicht schreiben: Das System erlaubt es nicht.',
    'failure.inTheWay': '{where} lässt sich nicht schreiben: Wo der Ordner sein sollte, liegt eine Datei.',
    'failure.notWritten': '{where} lässt sich nicht schreiben.',
    'failure.status': '{where} hat mit dem Status {status} geantwortet.',
    'failure.redirect':
      '{where} hat mit dem Status {status} geantwortet: Es verweist anderswohin, und dem wird nicht gefolgt. Bitte die Adresse eintragen, auf die es verweist.',
    'failure.mailDeferred': 'Der Mailserver {where} nimmt es jetzt nicht an.',
    'failure.mailRefused': 'Der Mailserver {where} lehnt es ab.',
    'failure.mailLogin': 'Der Mailserver {where} lehnt Benutzer oder Passwort ab.',
    'delivery.mailRefused':
      'Noch einmal versuchen ändert nichts, bevor es berichtigt ist. Falsche Antwortadresse: in OpenLifter mit der richtigen noch einmal veröffentlichen. Falsche Absenderadresse: unter „Wohin veröffentlichte Dateien gehen“ berichtigen. Ist es auf dem Server berichtigt, „Noch einmal versuchen“ drücken. Von selbst wird es einmal in der Stunde versucht.',
    'delivery.mailLogin':
      'Benutzer und Passwort unter „Wohin veröffentlichte Dateien gehen“ berichtigen; dann wird es sofort versucht. Von selbst wird es einmal in der Stunde versucht.',
    'failure.badReturnAddress': '„{address}“ ist keine Mailadresse: Es wird keine Mail gesendet.',
    'failure.noReturnAddress':
      'Der Wettkampf hat keine Antwortadresse angegeben: Es wird keine Mail gesendet.',
    'failure.badWebAddress': 'Die Webadresse ist nicht zu lesen.',
    'failure.notRecorded': 'Es ist angekommen, aber der Hub konnte das noch nicht festhalten.',
    'failure.nothing': 'Es gibt nichts mehr zuzustellen.',
  },
  es: {
    'failure.refused': 'Nadie responde en {where}. ¿Está en marcha el programa, y es correcto el puerto?',
    'failure.unknownName': 'No se encuentra {where}. ¿Es correcto el nombre, y hay Internet?',
    'failure.certificate': 'Este portátil no confía en el certificado de {where}.',
    'failure.unreachable': 'No se puede llegar a {where}.',
    'failure.timeout': '{where} no respondió a tiempo.',
    'failure.diskFull': 'No se puede escribir {where}: el disco está lleno.',
    'failure.notAllowed': 'No se puede escribir {where}: el sistema no lo permite.',
    'failure.inTheWay': 'No se puede escribir {where}: hay un archivo donde debería estar su carpeta.',
    'failure.notWritten': 'No se puede escribir {where}.',
    'failure.status': '{where} respondió con el estado {status}.',
    'failure.redirect':
      '{where} respondió con el estado {status}: lleva a otro lugar, lo que no se sigue. Ponga la dirección a la que lleva.',
    'failure.mailDeferred': 'El servidor de correo {where} no lo acepta por ahora.',
    'failure.mailRefused': 'El servidor de correo {where} lo rechaza.',
    'failure.mailLogin': 'El servidor de correo {where} no acepta el usuario o la contraseña.',
    'delivery.mailRefused':
      'Intentar de nuevo no cambia nada antes de corregirlo. Dirección de respuesta errónea: publique de nuevo en OpenLifter con la correcta. Dirección del remitente errónea: corríjala en «Adónde van los archivos publicados». Si se corrigió en el servidor, pulse «Intentar de nuevo». Por sí solo se intenta una vez por hora.',
    'delivery.mailLogin':
      'Corrija el usuario y la contraseña en «Adónde van los archivos publicados»; entonces se intenta enseguida. Por sí solo se intenta una vez por hora.',
    'failure.badReturnAddress': '«{address}» no es una dirección de correo: no se envía ningún correo.',
    'failure.noReturnAddress': 'La competición no dio una dirección de respuesta: no se envía ningún correo.',
    'failure.badWebAddress': 'No se puede leer la dirección web.',
    'failure.notRecorded': 'Ha llegado, pero el hub aún no pudo anotarlo.',
    'failure.nothing': 'Ya no hay nada que entregar.',
  },
});
