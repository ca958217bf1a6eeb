"""Parts of German compounds of the news, and words that a hyphenation by patterns gets wrong.

Put together by hand. Patterns know where syllables end, not where words meet: "Stau-b-e-cken", "Altbau-e-r-hal-tung".
"""

from __future__ import annotations

PARTS = """
abbau abend abfall abgabe abgas abgeordnete abgeordneter abhör abkommen ablehnung abrüstung abschiebe abschiebung
abschluss abstand abstieg abstimmung absturz abteilung abwasser abwehr abwicklung abzug affäre agentur agrar aktie
aktien aktion alarm allianz alltag alt altbau alter amt amts analyse anbau anbieter angebot angelegenheit angriff
anhänger anklage anlage anlagen anlass anleger anleihe anleihen anschlag anstalt anstieg antrag anwalt anzeige
apotheke arbeit arbeiter arbeitgeber arbeitnehmer arm armut arten arzt asyl atom aufgabe aufnahme aufruf aufschwung
aufsicht auftakt auftrag aufwand ausbau ausbildung ausbruch ausfall ausgabe ausgang ausgleich auskunft ausland aussage
ausschuss ausstieg austritt ausweis auto autobahn außen bad bahn bahnhof bank banken bau bauer bauern beamte beamter
becken bedarf beginn begleitung behandlung behörde beihilfe beirat beitrag belastung benzin berater beratung berg
bericht beruf berufung besatzung bescheid beschluss beschwerde besitz besuch betreuung betrieb betrug bevölkerung
beweis bewerber bezirk bilanz bild bildung binnen blatt blitz block boden bombe boot brand brief bruch brücke buch
bund bundes bus börse bürger bürgermeister büro camp chaos chef chip clan club computer dach damm dampf daten dauer
debatte deckel defizit delegation demonstration denkmal dienst diesel diskussion doppel dorf drohne druck drucker
durch ebene ehe ehren eigen eil eilmeldung einbruch einfuhr einheit einigung einkauf einkommen einnahme einsatz
einwanderung einwohner einzel eis eisen elektro eltern ende energie engpass enkel entlassung entscheidung entwicklung
entwurf erbe erbschaft erde erdgas erfolg ergebnis erhaltung erhebung erholung erhöhung erklärung ermittlung ernte
erreger ersatz erwartung erzeugnis erzeugung eröffnung europa export fabrik fach fahrer fahrt fahrzeug fakten fall
familie familien feier feld fern fernsehen feuer feuerwehr film finanz finanzen fisch flotte flucht flug flughafen
flugzeug fluss flut flüchtling folge folgen form forscher forschung foto fracht frage fraktion frauen frei freiheit
frieden friedens frist front frucht funk fuß fußball förder förderung führer führung gas gast gaza gebiet geburt
gebäude gefahr gefängnis gegen gegner gehalt geheim geheimdienst geisel geld gelder geldwäsche gemeinde gemeinschaft
genehmigung general generation gericht gerichts geschichte geschwindigkeit geschäft gesellschaft gesetz gesicht
gespräch gesprächs gestell gesundheit getreide gewalt gewerbe gewerkschaft gewinn gift gipfel gleis gold grenz grenze
grenzen groß grund grundstück gruppe gut güter hafen haft halbjahr halle haltung hand handel handels handy haubitze
haupt haus haushalt heim heizung helfer herbst herkunft hersteller herz hilfe hilfs himmel hinweis hitze hochschul
hochschule hochwasser hof holz hotel hunger hütte identität immobilie immobilien impf impfstoff import industrie
inflation information initiative innen innenstadt insel instinkt institut interesse international internet invasion
jagd jahr jahres jahrhundert jubiläum jugend justiz kabinett kaffee kampagne kampf kandidat kanzler kapital karte
kartell kasse katastrophe katastrophen kauf kern kette kilo kind kinder kirche kirchen klage klasse klima klinik kohle
kommando kommission kommunal kompetenz konferenz konflikt konjunktur kontakt konto kontroll kontrolle konzern kopf
korruption kosten kraft kraftwerk kran kranken krankenhaus krebs kredit kreis kreml krieg kriegs kriminalität krise
krisen kräfte kugel kultur kunde kunden kunst kurs kurz körper küche küste laden lage lager land landes landung
landwirtschaft last lauf leben lebens lebensmittel leder leer lehr lehrer leistung leiter leitung leitzins licht
liefer lieferung liga linie liste lohn luft luftwaffe lösung lücke macht machthaber makler management mandat mangel
mann mannschaft marine markt maschine masse mauer maut maßnahme medien medizin meer mehrheit mehrwert meister
meisterschaft meldung mensch menschen messe messer meter metro migration militär milliarden millionen mindest minister
ministerium missbrauch mission mittel mobil mobilität modell monat mord motor museum museums musik mutter mädchen nach
nachbar nachfolger nachricht nachrichten nacht nahrung nahverkehr name nation national natur neben netz neu neubau
nieder niederlage niveau not notfall notruf nuklear nutzung ober offensive opfer opposition ordnung organisation ort
osten oster paket panzer papier parade parlament parlaments partei parteitag partner pass patient pause person
personal pflege pflicht pilot pipeline plan platz pokal politik politiker polizei portal post posten preis presse
prime prinzip privat problem produkt produktion prognose programm projekt protest prozess präsident präsidenten
prüfung psycho qualität quartal quelle quote rad rahmen rakete raketen rampe rand rassismus rat raub raum rausch
reaktion reaktor rechnung recht rechts rede reform regel regen regierung regierungs region reich reichweite reihe
reise rekord rendite rennen rente renten republik reserve rettung richter richtlinie richtung risiko roh rohstoff
rolle ruf ruhe rundfunk räte rück rückgang rücktritt rückzug rüstung sache sachen sammlung sanktion satellit schaden
schaft schalter schau schein schicht schiene schiff schirm schlag schluss schnee schnell schul schuld schulden schule
schutz schwarz schwer schüler see seite sekunde sender serie service sicherheit sieg signal silber sitz sitzung
skandal sohn soldat sommer sonder sonne sozial spar spargel speicher sperr sperrung spiel spieler spitze sport sprach
sprache sprecher sprung staat staats stab stadion stadt stahl stand standort stark start station statistik stau staub
steuer stich stift stiftung stimme stimmung stoff stopp straf strafe strahlung strand strategie straße straßen strecke
streik streit streitkräfte strom struktur studie studien studium stuhl stunde sturm städte suche symbol system süd
tabelle tag tages tal tank tarif tat technik teil telefon tempo termin terror test text theater thema tief tier titel
tochter tod todes tor tour tourismus training transport trauer treffen treib treibstoff trend trink trupp truppe
truppen tunnel turm turnier täter uhr ukraine umfrage umgang umsatz umwelt umzug unfall unglück union unions
universität unruhe unter unternehmen unternehmens unterricht unterstützung untersuchung unwetter ur urlaub urteil
vater verband verbot verbrauch verbraucher verbrechen verbrecher verdacht verein verfahren verfassung verfassungs
verkauf verkehr verkehrs verletzung verlust vermögen vermögens verordnung versicherung versorgung versuch verteidigung
verteidigungs vertrag vertreter verwaltung video virus vize volk volks voll vor vorfall vorhaben vorrat vorschlag
vorschrift vorsitz vorsitzender vorsorge vorstand vorwurf völker wachstum waffe waffen waffenruhe waffenstillstand
wagen wahl wahlen wahlkampf wald waldbrand wand wandel waren warnung wasser wasserstoff wechsel weg wehr weihnachten
weihnachts wein welt weltraum wende werbung werk wert westen wetter wider wind wirtschaft wirtschafts wissen
wissenschaft woche wochen wohn wohnung wohnungs wähler währung wärme zahl zeichen zeit zeitung zelle zentral zentrale
zentrum zeuge zeugnis ziel zins zivil zoll zone zu zug zukunft zulassung zuschlag zuschuss zustand zustimmung zwang
zweig zwischen öffentlichkeit öko öl österreich über überblick überfall übergang übernahme überschuss überwachung
"""

LAST = """
netz bank werk haus wahl feld chef fall haft krieg kurs lager liga markt preis rekord steuer streit zahl zeit ziel
zoll waffe
"""
"""Short parts that safely end a compound whose beginning is unknown; of the others those of five letters or more do."""

WHOLE = """
Strei-kende Strei-ken-den Ur-instinkt Stau-becken Alt-bau-er-hal-tung Rake-ten-start-rampe Stief-enkel
Blu-men-topf-erde Ana-lpha-bet Blut-erguss Druck-erzeug-nis Be-inhal-tung be-inhal-ten Ge-sicht Erb-lasser
Kreis-chor-ver-band Ver-sand-haus Tee-nager Text-ende Chef-ideo-loge Gast-ritis Zwerg-elstern Talent-wäsche
Bein-amput-ation Leer-taste Dach-los Ha-bicht Pro-blem Sym-ptom An-archie Re-pub-lik-flucht Bio-trieb Mit-arbeiter
Res-sort Sep-tem-ber
"""
