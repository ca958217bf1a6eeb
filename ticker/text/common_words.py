"""Words that tell little of what a German news text is about. Put together by hand."""

from __future__ import annotations

FUNCTION = """
der die das den dem des ein eine einen einem einer eines und oder aber doch sondern denn weil dass daß ob wenn als wie
wo was wer wen wem wessen ich du er sie es wir ihr ihn ihm ihnen uns euch mich dich sich mein dein sein seine seinen
seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere in im ins an am ans auf aufs aus bei beim bis durch für
gegen hinter mit nach neben ohne seit über um unter von vom vor während wegen zu zum zur zwischen trotz laut ab binnen
ist sind war waren wird werden wurde wurden worden sei seien wäre wären hat haben hatte hatten habe hätte hätten kann
können konnte könnte könnten soll sollen sollte sollten will wollen wollte muss müssen musste darf dürfen durfte mag
nicht kein keine keinen keinem keiner nur auch noch schon sehr mehr weniger so dann da dort hier nun jetzt wieder immer
nie bereits erst zuvor zunächst vorerst weiter weiterhin etwa rund fast knapp gut mindestens offenbar diese dieser
dieses diesen diesem jene jener alle allem allen aller alles viele vielen vieler mehrere mehreren einige einigen andere
anderen anderer beide beiden man etwas nichts jeder jede jedes jeden zwei drei vier fünf sechs sieben acht neun zehn elf
zwölf heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag abend nacht mittag uhr
tag tage tagen woche wochen monat monate jahr jahre jahren jahres januar jänner februar märz april mai juni juli august
september oktober november dezember sagte sagt teilte mitteilte teilten mitgeteilt angaben zufolge berichtete berichtet
bericht meldete meldet meldung sprecher sprecherin hieß bekannt gab gibt geben erklärte neue neuer neues neuen neuem
erste ersten erster erstes großer große großen ganz hin her dabei damit dazu davon darauf daran darum deshalb sowie
zusätzliche foto eil eilmeldung liveblog liveticker ticker newsticker update
"""
"""Articles, prepositions, auxiliaries, numerals, days, and the words with which news is reported."""

COMMON = """
polizei menschen deutschland deutsche deutschen deutscher land länder stadt prozent euro million millionen milliarden
regierung minister ministerin präsident bund bundes bundestag feuerwehr behörden unternehmen ermittler ermittlungen
verletzt verletzte verletzten tote toten leben kommen gekommen steht stehen machen geht gehen ende zahl zeit region
gebiet frau mann männer frauen kinder kind familie familien gericht landgericht urteil prozess verkehr partei chef
chefin usa stimmen wahl spiel sieg tor trainer liga klub verein fans team saison punkte gewinnt gewonnen hunderte
tausende betroffen mitarbeiter beschäftigte brand feuer unfall auto autos autofahrer einsatz krieg angriff angriffe
meter kilometer grad stärke bewohner anwohner haus häuser straße autobahn schule schulen gesundheitsamt haft
verletzungen höhe kosten berlin europa europäische ministerium bundesregierung kanzler bundeskanzler bundesweit amt
platz ziel folgen grund kritik streit gespräch gespräche treffen plan pläne gipfel
"""
"""Words of very many news texts: they tell something, but less than they seem to where little was counted."""
