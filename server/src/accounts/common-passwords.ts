/**
 * Words that the most used passwords consist of, in German and English, lower case. Counted in published lists of
 * leaked passwords (SecLists: German top 1000, xato top 1000); coarse words left out. A password is compared after its
 * digits and signs are stripped, so "Passwort2026!!" is found under "passwort".
 */
export const commonWords: ReadonlySet<string> = new Set(
  `passwort password kennwort geheim geheimnis secret willkommen welcome hallo hello test testing login admin
administrator root benutzer user gast guest start anfang sommer winter herbst fruehling frühling summer spring autumn
januar februar märz maerz april mai juni juli august september oktober november dezember january february march june
july october december montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday
friday saturday sunday internet computer telefon telephone handy laptop drucker server firma company schleuse
qwertz qwerty qwertzuiop qwertyuiop asdfghjkl asdfgh asdf yxcvbnm zxcvbnm zxcvbn qaywsx qaywsxedc qazwsx qazwsxedc
qwer qwert wertz wertzu qwertzu qwertyui qweasd qweasdyxc qweasdzxc yaqwsx azerty abcdef abcdefg abcdefgh abcd abc
iloveyou ichliebedich liebe love loveyou schatz schatzi schatzilein liebling sonnenschein sunshine sonne sonnenblume
regenbogen rainbow blume blumen flower schmetterling butterfly stern sterne sternchen engel engelchen angel angels
prinzessin princess prinz prince könig koenig king queen königin meister master monster drache dragon tiger loewe
löwe panther adler eagle falke falcon wolf hund hunde dog katze katzen kater cat hase hasen pferd pferde horses
monkey affe baer bär baerchen schnecke schlange frosch fische fisch fish hamster kaninchen elefant pinguin delfin
fussball fußball football handball basketball baseball tennis hockey soccer golf schwimmen sport verein musik music
musikverein gitarre guitar trompete schalke dortmund borussia bayern fcbayern bayernmuenchen werder werderbremen
hamburg berlin muenchen münchen koeln köln stuttgart frankfurt hannover bremen dresden leipzig duisburg nuernberg
nürnberg mannheim deutschland germany oesterreich österreich schweiz schweden italien spanien mallorca amerika
america england london paris istanbul newyork eintracht hertha gladbach fortuna liverpool arsenal chelsea barcelona
michael thomas andreas stefan stephan christian christoph daniel martin markus matthias sebastian alexander florian
tobias dominik patrick philipp philip benjamin fabian felix lukas moritz maximilian johannes jonas julian justin
kevin dennis marcel marco marvin pascal oliver peter werner wolfgang heinrich helmut herbert holger juergen jürgen
klaus manfred walter dieter robert richard roland rainer ralf frank hans hannes bernd bernhard david simon nico
niklas leon paul max tim tom jan sven torsten thorsten sascha steffen steven anthony andrew george charlie charles
joshua matthew jonathan william joseph jordan jackson harley hunter buster thunder ranger nicholas samuel jeremy
sandra nicole stefanie stephanie sabrina sabine susanne melanie michelle michaela katharina katrin kathrin kerstin
jennifer jessica julia christina christine claudia daniela manuela martina monika andrea angelika angela angelina
anna anne annika annalena barbara birgit brigitte bianca carmen caroline charlotte denise elisabeth franziska
gabriele hannah hannelore heike ines isabel isabella jasmin johanna karin lara larissa laura lena leonie lisa maria
marie marina marion nadine natalie nathalie natascha nina petra ramona renate regina sarah saskia silvia simone
sophie svenja tanja tatjana ulrike ursula vanessa verena victoria viktoria vivien yvonne amanda ashley heather
samantha mercedes porsche audi bmw volkswagen passat ferrari corvette mustang camaro yamaha kawasaki suzuki honda
toyota nissan ducati motorrad autobahn feuerwehr polizei bundeswehr schule kindergarten familie family mutter vater
mama papa mamapapa oma opa bruder schwester freund freunde freundin friends friend kinder garten haus baumhaus
pokemon minecraft starwars startrek stargate superman batman spiderman ironman simpsons garfield snoopy asterix
gandalf legolas harrypotter potter merlin matrix warcraft diablo naruto dragonball nintendo playboy samsung siemens
logitech google windows microsoft apple android iphone facebook dropbox cocacola redbull marlboro adidas metallica
rammstein slipknot eminem nirvana onkelz bushido schokolade chocolate kaffee coffee banane banana tomate kartoffel
schnitzel pommes pizza bier beer cheese cookie pepper ginger orange erdbeere apfel apfelbaum freiheit freedom
frieden glueck glück gluecklich urlaub ferien hoffnung erfolg success geld money zukunft leben wasser water feuer
fire erde wetter himmel mond moon licht schwarz black weiss rot gelb gruen grün green blau blue silber silver gold
letmein trustno trustnoone changeme whatever access shadow killer hammer phoenix ncc corona covid weihnachten
christmas ostern hallihallo moinmoin keineahnung vergessen standard default muster mustermann beispiel example
passphrase correct horse battery staple korrekt pferd batterie heftklammer`.split(/\s+/),
);
