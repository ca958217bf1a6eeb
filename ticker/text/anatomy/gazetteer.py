"""Places that German datelines name, written as newsrooms do. Put together by hand; "_" is a space within a name."""

from __future__ import annotations

GERMANY = """
Aachen Aalen Achern Achim Ahaus Ahlen Ahrensburg Albstadt Alfter Alsdorf Altenburg Altena Altötting Alzey Amberg
Andernach Angermünde Annaberg-Buchholz Anklam Ansbach Apolda Arnsberg Arnstadt Aschaffenburg Aschersleben Attendorn
Aue Auerbach Augsburg Aurich Backnang Bad_Aibling Bad_Doberan Bad_Dürkheim Bad_Godesberg Bad_Hersfeld Bad_Homburg
Bad_Honnef Bad_Ischl Bad_Kissingen Bad_Kreuznach Bad_Krozingen Bad_Langensalza Bad_Mergentheim Bad_Münstereifel
Bad_Nauheim Bad_Neuenahr-Ahrweiler Bad_Neustadt Bad_Oeynhausen Bad_Oldesloe Bad_Reichenhall Bad_Salzuflen
Bad_Saulgau Bad_Schwartau Bad_Segeberg Bad_Tölz Bad_Vilbel Bad_Waldsee Bad_Wörishofen Bad_Zwischenahn Baden-Baden
Balingen Bamberg Barsinghausen Bautzen Bayreuth Beckum Bensheim Berchtesgaden Bergen Bergheim Bergisch_Gladbach
Bergkamen Berlin Bernau Bernburg Biberach Biberach_an_der_Riß Bielefeld Bietigheim-Bissingen Bingen Bitburg
Bitterfeld Bitterfeld-Wolfen Blankenburg Blaubeuren Blieskastel Bocholt Bochum Böblingen Bonn Boppard Borken Borkum
Borna Bornheim Bottrop Brake Bramsche Brandenburg_an_der_Havel Brandenburg Braunschweig Bremen Bremerhaven
Bremervörde Bretten Brilon Bruchsal Brühl Brunsbüttel Buchholz Büdingen Bühl Bünde Büren Burg Burghausen Burgwedel
Butzbach Buxtehude Calw Castrop-Rauxel Celle Cham Chemnitz Clausthal-Zellerfeld Cloppenburg Coburg Cochem Coesfeld
Coswig Cottbus Crailsheim Crimmitschau Cuxhaven Dachau Dahme Darmstadt Daun Deggendorf Delitzsch Delmenhorst Demmin
Dessau Dessau-Roßlau Detmold Dietzenbach Dillenburg Dillingen Dingolfing Dinslaken Dippoldiswalde Döbeln
Donaueschingen Donauwörth Dormagen Dorsten Dortmund Dreieich Dresden Duderstadt Dülmen Düren Düsseldorf Duisburg
Eberswalde Ebersberg Eckernförde Ehingen Eichstätt Einbeck Eisenach Eisenberg Eisenhüttenstadt Eisleben Ellwangen
Elmshorn Elsdorf Emden Emmendingen Emmerich Emsdetten Ennepetal Eppingen Erding Erftstadt Erfurt Erkelenz Erkrath
Erlangen Eschborn Eschwege Eschweiler Espelkamp Essen Esslingen Ettlingen Euskirchen Eutin Fehmarn Fellbach
Feuchtwangen Filderstadt Finsterwalde Flensburg Florstadt Forchheim Forst Frankenberg Frankenthal Frankfurt
Frankfurt/Main Frankfurt/Oder Frankfurt_am_Main Frankfurt_(Oder) Frankfurt_a.M. Frankfurt_a._M.
Frankfurt_an_der_Oder Frechen Freiberg Freiburg Freiburg_im_Breisgau Freising Freital Freudenstadt Freyung Friedberg
Friedrichshafen Friesoythe Fritzlar Fürstenfeldbruck Fürstenwalde Fürth Füssen Fulda Gaggenau Gardelegen Garmisch
Garmisch-Partenkirchen Gauting Gehrden Geilenkirchen Geislingen Geldern Gelnhausen Gelsenkirchen Gera Geretsried
Germering Germersheim Gersthofen Gescher Gevelsberg Gießen Gifhorn Gladbeck Glauchau Göppingen Görlitz Göttingen
Goslar Gotha Greifswald Greiz Greven Grevenbroich Grevesmühlen Grimma Gronau Großenhain Grünheide Grünwald Güstrow
Gütersloh Gummersbach Gunzenhausen Haan Hagen Hagenow Halberstadt Haldensleben Halle Halle/Saale Halle_(Saale)
Halle_an_der_Saale Haltern Hamburg Hameln Hamm Hammelburg Hanau Hannover Hann._Münden Harburg Harsewinkel Haßfurt
Hattingen Heide Heidelberg Heidenau Heidenheim Heilbad_Heiligenstadt Heilbronn Heiligenhaus Heiligenstadt Heinsberg
Helgoland Helmstedt Hemer Hennef Hennigsdorf Heppenheim Herborn Herford Herne Herrenberg Herrsching Hersbruck Herten
Herzberg Herzogenaurach Herzogenrath Hettstedt Hilden Hildburghausen Hildesheim Hockenheim Höxter Hof Hofheim
Hoffenheim Holzkirchen Holzminden Homberg Homburg Horb Hoyerswerda Hückelhoven Hünfeld Hürth Husum Ibbenbüren
Idar-Oberstein Idstein Illertissen Ilmenau Ilsenburg Immenstadt Ingelheim Ingolstadt Iserlohn Isny Itzehoe Jena
Jever Jülich Jüterbog Juist Kaarst Kaiserslautern Kamen Kamenz Kamp-Lintfort Karlsfeld Karlsruhe Karlstadt Kassel
Kaufbeuren Kehl Kelheim Kempen Kempten Kerpen Ketsch Kevelaer Kiel Kirchheim Kitzingen Kleinmachnow Kleve Koblenz
Köln Königs_Wusterhausen Königswinter Köthen Konstanz Korbach Kornwestheim Korschenbroich Kösching Krefeld Kreuztal
Kronach Kronberg Kühlungsborn Künzelsau Kulmbach Kusel Laatzen Lahnstein Lahr Landau Landsberg Landsberg_am_Lech
Landshut Langen Langenfeld Langenhagen Langeoog Lauchhammer Lauf Leer Lehrte Leichlingen Leimen
Leinfelden-Echterdingen Leipzig Lemgo Lengerich Leonberg Leuna Leutkirch Leverkusen Lichtenfels Limbach-Oberfrohna
Limburg Limburg_an_der_Lahn Lindau Lingen Linz_am_Rhein Lippstadt Löbau Lörrach Lohmar Lohr Luckenwalde Ludwigsburg
Ludwigsfelde Ludwigshafen Ludwigslust Lübbecke Lübbenau Lübeck Lüchow Lüdenscheid Lüdinghausen Lüneburg Lünen
Lützerath Lutherstadt_Wittenberg Magdeburg Mainz Mainburg Mannheim Manching Marbach Marburg Marktoberdorf
Marktredwitz Marl Marsberg Mechernich Meckenheim Meerbusch Meersburg Meiningen Meinerzhagen Meißen Melle Memmingen
Menden Meppen Merseburg Merzig Meschede Metzingen Metterich Mettmann Michelstadt Miesbach Mindelheim Minden
Mittenwald Mittweida Moers Mölln Mönchengladbach Mössingen Monheim Montabaur Mosbach Mühlacker Mühldorf Mühlhausen
Mülheim Mülheim_an_der_Ruhr München Münsingen Münster Murnau Nabburg Nagold Naumburg Neckarsulm Nettetal
Neubrandenburg Neuburg Neuburg_an_der_Donau Neu-Isenburg Neumarkt Neumünster Neunkirchen Neuruppin Neuss Neustadt
Neustadt_an_der_Weinstraße Neustrelitz Neu-Ulm Neuwied Nideggen Niebüll Nienburg Nördlingen Norden Nordenham
Norderney Norderstedt Nordhausen Nordhorn Northeim Nürburgring Nürnberg Nürtingen Oberammergau Oberhausen Oberstdorf
Oberursel Oberwiesenthal Öhringen Oelde Oelsnitz Offenbach Offenburg Oldenburg Olpe Oranienburg Osnabrück
Ostercappeln Osterholz-Scharmbeck Osterode Ottweiler Paderborn Papenburg Parchim Pasewalk Passau Peine Peitz
Penzberg Perleberg Pfaffenhofen Pforzheim Pfronten Pfullendorf Pfungstadt Pinneberg Pirmasens Pirna Plauen Plön
Potsdam Premnitz Prenzlau Preetz Pritzwalk Prüm Puchheim Pulheim Quedlinburg Quickborn Radebeul Radevormwald
Radolfzell Rastatt Ratekau Ratingen Ratzeburg Ravensburg Recklinghausen Rees Regen Regensburg Reichenbach Reinbek
Remagen Remscheid Rendsburg Reutlingen Rheda-Wiedenbrück Rheinbach Rheine Rheinfelden Rheinsberg Ribnitz-Damgarten
Riesa Rinteln Rodgau Rödermark Rösrath Rosenheim Rostock Rotenburg Roth Rothenburg Rothenburg_ob_der_Tauber
Rottenburg Rottweil Rudolstadt Rügen Rüdesheim Rüsselsheim Ruhpolding Saalfeld Saarbrücken Saarlouis Salzgitter
Salzwedel Sangerhausen Sankt_Augustin Saßnitz Sassnitz Schifferstadt Schkeuditz Schleiz Schleswig Schliersee
Schlüchtern Schmalkalden Schneverdingen Schönau Schönefeld Schönebeck Schongau Schopfheim Schorndorf Schramberg
Schrobenhausen Schwabach Schwäbisch_Gmünd Schwäbisch_Hall Schwalmstadt Schwandorf Schwarzenberg Schwedt Schweinfurt
Schwelm Schwerin Schwerte Schwetzingen Seelze Seesen Selb Seligenstadt Senftenberg Siegburg Siegen Sigmaringen
Simmern Simbach Sindelfingen Singen Sinsheim Sinzig Soest Solingen Soltau Sömmerda Sondershausen Sonneberg Sonthofen
Speyer Spremberg Stade Stadtallendorf Stadthagen Starnberg Staßfurt Steinfurt Stendal Stolberg Stralsund Straubing
Strausberg Stuttgart Suhl Sulingen Sulzbach Sylt Syke Tangermünde Taufkirchen Tauberbischofsheim Teltow Templin
Teterow Timmendorfer_Strand Titisee-Neustadt Torgau Traunstein Travemünde Treuchtlingen Trier Triberg Troisdorf
Tübingen Tuttlingen Übach-Palenberg Überlingen Uelzen Uetersen Ulm Unna Unterföhring Unterhaching Usedom Usingen
Varel Vechta Velbert Verden Verl Viersen Villingen-Schwenningen Völklingen Voerde Vreden Wadern Waghäusel Waiblingen
Waldkirch Waldshut-Tiengen Waldkraiburg Walldorf Walldürn Walsrode Waltrop Wangen Warburg Waren Warendorf Warnemünde
Warstein Wedel Weiden Weilburg Weilheim Weimar Weingarten Weinheim Weinstadt Weißenburg Weißenfels Weißwasser
Wendlingen Werder Werdau Werl Wermelskirchen Werne Wernigerode Wertheim Wesel Wesseling Westerland Wetzlar Wiesbaden
Wiesloch Wildeshausen Wilhelmshaven Willich Wilsdruff Winnenden Winsen Winterberg Wipperfürth Wismar Witten
Wittenberg Wittenberge Wittlich Wittmund Wittstock Witzenhausen Wolfenbüttel Wolfhagen Wolfratshausen Wolfsburg
Wolgast Worms Wülfrath Würselen Würzburg Wunsiedel Wunstorf Wuppertal Wurzen Xanten Zehdenick Zeitz Zella-Mehlis
Zerbst Zeven Zingst Zittau Zossen Zschopau Zweibrücken Zwickau Zwiesel
"""
AUSTRIA = """
Amstetten Bad_Aussee Bad_Gastein Bad_Goisern Bad_Kleinkirchheim Bad_Vöslau Baden Bludenz Braunau Braunau_am_Inn
Bregenz Bruck_an_der_Mur Deutschlandsberg Dornbirn Ebensee Eisenstadt Enns Feldkirch Feldkirchen Freistadt
Gänserndorf Galtür Gmünd Gmunden Gols Götzis Graz Hall_in_Tirol Hallein Hallstatt Hartberg Hermagor Hinterstoder
Hohenems Hollabrunn Horn Innsbruck Ischgl Judenburg Kapfenberg Kaprun Kitzbühel Klagenfurt Klosterneuburg
Knittelfeld Korneuburg Krems Kufstein Landeck Lech Leibnitz Leoben Leonding Lienz Liezen Linz Lustenau Mariazell
Marchtrenk Mattersburg Mautern Mauthausen Mistelbach Mödling Mürzzuschlag Neunkirchen Neusiedl Neusiedl_am_See
Obertauern Oberwart Parndorf Perchtoldsdorf Perg Radstadt Rankweil Reutte Ried Ried_im_Innkreis Rohrbach Saalbach
Saalfelden Salzburg Schärding Schladming Schwaz Schwechat Sölden Spielberg Spielfeld Spittal Spittal_an_der_Drau
St._Anton St._Johann St._Pölten St._Veit Steyr Stockerau Telfs Ternitz Traiskirchen Traun Tulln Velden Villach
Vöcklabruck Voitsberg Waidhofen Wattens Weiz Wels Wien Wiener_Neustadt Wolfsberg Wörgl Zell_am_See Zeltweg Zwettl
"""
SWITZERLAND = """
Aarau Adelboden Affoltern Allschwil Altdorf Altstätten Andermatt Appenzell Arbon Arosa Ascona Baar Basel Bellinzona
Bern Biel Biel/Bienne Bülach Brig Brugg Buchs Burgdorf Cham Chur Davos Delsberg Delémont Dietikon Dübendorf
Einsiedeln Emmen Engelberg Flims Frauenfeld Freiburg Fribourg Genf Glarus Gossau Grenchen Grindelwald Gstaad Herisau
Interlaken Kloten Köniz Kreuzlingen Küsnacht La_Chaux-de-Fonds Langenthal Lausanne Lauterbrunnen Lenzburg Liestal
Locarno Lugano Luzern Magglingen Martigny Mendrisio Montreux Münsingen Muttenz Neuenburg Neuchâtel Nyon Oerlikon
Olten Pratteln Rapperswil Rapperswil-Jona Regensdorf Rheinfelden Rorschach Saas-Fee Sarnen Schaan Schaffhausen
Schwyz Siders Sitten Solothurn St._Gallen St._Moritz Stans Sursee Thun Uster Vaduz Verbier Vevey Visp Wädenswil
Wengen Wetzikon Wil Winterthur Wohlen Yverdon Zermatt Zofingen Zug Zürich Zuerich Zumikon Triesen Balzers Eschen
"""
WORLD = """
Aarhus Abidjan Abu_Dhabi Abuja Accra Addis_Abeba Adelaide Aden Agadir Akaba Aleppo Alexandria Algier Almaty Amman
Amsterdam Anchorage Ankara Antakya Antalya Antananarivo Antwerpen Apia Arbil Aschchabad Asmara Astana Asunción Athen
Atlanta Auckland Augusta Auschwitz Austin Avignon Awdijiwka Bachmut Bagdad Bakersfield Baku Bali Baltimore Bamako
Banda_Aceh Bandar_Seri_Begawan Bangkok Bangui Banjul Barcelona Bari Basra Beirut Belfast Belgorod Belgrad
Belo_Horizonte Bengaluru Bengasi Bergamo Bergen Bethlehem Bilbao Birmingham Bischkek Bissau Bogotá Bogota Bologna
Bordeaux Boston Bozen Bradford Brasília Brasilia Bratislava Brazzaville Breslau Brighton Brisbane Bristol Brixen
Brjansk Brünn Brüssel Brüssel/Straßburg Budapest Buenos_Aires Bujumbura Bukarest Burgas Butscha Cádiz Calais Cali
Canberra Cancún Cannes Caracas Cardiff Casablanca Catania Charkiw Charkow Charleroi Cherson Chicago Chișinău
Chisinau Christchurch Cincinnati Cleveland Colombo Conakry Córdoba Cotonou Coventry Dakar Dallas Damaskus Daressalam
Darwin Debrecen Delhi Den_Haag Denver Detroit Dhaka Dili Djerba Dnipro Dnjepr Dodoma Doha Donezk Dover Dubai Dublin
Dubrovnik Duschanbe Edinburgh Eindhoven El_Paso Enschede Erbil Eriwan Jerewan Florenz Fort_Lauderdale Freetown
Fukushima Gaborone Gaza Gaza-Stadt Gdynia Genua Georgetown Gibraltar Glasgow Göteborg Gori Granada Grosny
Guadalajara Guantánamo Guatemala-Stadt Haifa Hanoi Harare Hargeisa Havanna Helsinki Heraklion Hiroshima
Ho-Chi-Minh-Stadt Homs Hongkong Honiara Honolulu Houston Ibiza Idlib Indianapolis Irkutsk Irpin Islamabad Istanbul
Isjum Izmir Jakarta Jalta Jaunde Jekaterinburg Jenin Jericho Jersey Jerusalem Johannesburg Juba Kabul Kairo Kalkutta
Kampala Kandahar Kansas_City Kapstadt Karatschi Karlsbad Kasan Kathmandu Kattowitz Kaunas Khartum Kiew Kyjiw Kyiv
Kigali Kingston Kinshasa Kirkuk Kischinau Klaipėda Kobane Königsberg Kaliningrad Kopenhagen Košice Krakau Kramatorsk
Krasnodar Krywyj_Rih Kuala_Lumpur Kundus Kursk Kuwait-Stadt Kuwait Kyoto La_Paz Lagos Lahore Lampedusa Larnaka
Las_Palmas Las_Vegas Lausitz Leeds Le_Mans Lemberg Lwiw Lesbos Leipzig/Halle Leicester Libreville Lille Lilongwe
Lima Limassol Lissabon Liverpool Ljubljana Lodz Łódź Lomé London Los_Angeles Luanda Lublin Luhansk Lusaka Lüttich
Lugansk Luxemburg Luxor Lyon Maastricht Madrid Mailand Malabo Malaga Málaga Malé Malmö Managua Manama Manaus
Manchester Manila Maputo Mar-a-Lago Maribor Mariupol Marrakesch Marseille Maskat Masar-i-Scharif Mekka Medina
Melbourne Melitopol Memphis Meran Mexiko-Stadt Miami Mikolajiw Mykolajiw Milwaukee Minneapolis Minsk Modena
Mogadischu Mombasa Monaco Monrovia Monte-Carlo Montevideo Montpellier Montreal Monza Moria Moroni Mossul Moskau
Mumbai Murmansk Nagasaki Nagoya Nairobi Nantes Nanking Nassau N'Djamena Neapel Neu-Delhi Neu_Delhi New_Delhi
New_Orleans New_York New_York_City Newark Newcastle Niamey Nicosia Nikosia Nischni_Nowgorod Nizza Nouakchott
Novi_Sad Nowosibirsk Nukuʻalofa Nur-Sultan Odense Odessa Odesa Ohio Omaha Oranjestad Orlando Osaka Oslo Ottawa
Ouagadougou Oxford Palermo Palma Palma_de_Mallorca Panama-Stadt Paramaribo Paris Parma Peking Perm Perth
Philadelphia Phnom_Penh Phoenix Pilsen Pisa Pittsburgh Pjöngjang Podgorica Pokrowsk Port-au-Prince Port_Louis
Portland Porto Porto_Alegre Porto-Novo Posen Prag Praia Pretoria Pristina Puebla Quebec Quito Rabat Rafah Ramallah
Ramstein Rangun Yangon Rawalpindi Reims Rennes Reykjavik Reykjavík Rhodos Richmond Riad Riga Rijeka Rimini
Rio_de_Janeiro Rom Rostow Rostow_am_Don Rotterdam Ruanda Sacramento Salamanca Salvador Samara Samarkand San_Antonio
San_Diego San_Francisco San_José San_Juan San_Salvador Sanaa Sandringham Santiago Santiago_de_Chile Santo_Domingo
São_Paulo Sao_Paulo Saporischschja Saragossa Sarajevo Schanghai Shanghai Scharm_el_Scheich Schiphol Schitomir
Seattle Seoul Sevilla Sewastopol Sheffield Shenzhen Sidon Silverstone Simferopol Singapur Siena Skopje Sloviansk
Slowjansk Smolensk Sofia Sotschi Southampton Spa Spa-Francorchamps Split Srinagar St._Louis St._Petersburg
Sankt_Petersburg Stanford Stettin Stockholm Straßburg Strassburg Stresa Sumy Suzuka Sydney Szeged Tabriz Taipeh
Taipei Tallinn Tampa Tampere Tanger Taormina Tarent Taschkent Tegucigalpa Teheran Tel_Aviv Tel_Aviv-Jaffa Teneriffa
Thessaloniki Thimphu Thule Tiflis Tijuana Tiflis/Moskau Timbuktu Tirana Tokio Toronto Toulon Toulouse Trient Triest
Tripolis Tromsø Tschernobyl Tschernihiw Tucson Tunis Turin Turku Tver Uglegorsk Ulan-Bator Uppsala Utrecht Uvalde
Vaduz Valencia Valletta Vancouver Vatikan Vatikanstadt Venedig Verona Versailles Vicenza Victoria Vientiane Vilnius
Vlissingen Volgograd Wolgograd Warschau Washington Washington_D.C. Washington,_D.C. Wellington Wien Wilna Wimbledon
Windhuk Windsor Winnipeg Wladiwostok Wladikawkas Woronesch Wostotschny Kourou Baikonur Wuhan York Ypern Zaandam
Zagreb Zakopane Zandvoort Zhuhai
Zypern
"""


def names() -> frozenset[str]:
    """All of them, folded for comparison."""
    words = (GERMANY + AUSTRIA + SWITZERLAND + WORLD).split()
    return frozenset(word.replace("_", " ").casefold() for word in words)
