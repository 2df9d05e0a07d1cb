"""French passages with the claims they make: some words of each claim, and who vouches for it."""

PASSAGES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "L’usine fermera en juin ; le syndicat affirme que 300 emplois seront supprimés.",
        (("L’usine fermera en juin", "narrator"), ("300 emplois seront supprimés", "syndicat")),
    ),
    (
        "Altéo a publié ses comptes jeudi. Le groupe prévoit une hausse de 4 % de son chiffre d’affaires en 2024.",
        (("une hausse de 4 %", "Altéo"),),
    ),
    (
        "L’Agence européenne des médicaments s’est réunie mardi. L’agence rendra son avis fin mai, a-t-elle précisé.",
        (("rendra son avis fin mai", "Agence européenne des médicaments"),),
    ),
    (
        "Un sondage de l’institut Verdan donne la maire sortante à 34 % au premier tour.",
        (("à 34 %", "Verdan|institut Verdan|sondage de l’institut Verdan"),),
    ),
    (
        "Selon son secrétaire général, Pieter Vandaele, l’Otan doublera ses forces d’ici juillet.",
        (("doublera ses forces", "Pieter Vandaele"),),
    ),
    (
        "« Nous avons perdu quatre ponts », a déclaré la maire, Lucie Ferrand. « Le cinquième ne tiendra pas jusqu’à "
        "dimanche », a-t-elle ajouté.",
        (("perdu quatre ponts", "Lucie Ferrand"), ("Le cinquième ne tiendra pas", "Lucie Ferrand")),
    ),
    (
        "Deux hommes ont été interpellés lundi à Nantes, dit-on de source policière.",
        (("Deux hommes ont été interpellés", "source policière|narrator"),),
    ),
    (
        "Macron : « La réforme sera votée avant l’été »",
        (("La réforme sera votée", "Macron"),),
    ),
    (
        "Dans un communiqué, le ministère de la Défense a indiqué que deux drones avaient été abattus.",
        (("deux drones avaient été abattus", "ministère de la Défense"),),
    ),
    (
        "La banque s’apprêterait à supprimer 900 postes, selon plusieurs personnes proches du dossier.",
        (("supprimer 900 postes", "plusieurs personnes proches du dossier|personnes proches du dossier"),),
    ),
    (
        "La CIA aurait prévenu ses alliés que le convoi partirait jeudi.",
        (("le convoi partirait jeudi", "CIA"), ("aurait prévenu ses alliés", "narrator")),
    ),
    (
        "L’entraîneuse Diane Mercier a démenti avoir été approchée par la fédération.",
        (("avoir été approchée", "Diane Mercier"),),
    ),
    (
        "La tempête atteindra les côtes mercredi, prévient Météo-France, qui attend des rafales de 130 km/h.",
        (("La tempête atteindra les côtes", "Météo-France"), ("rafales de 130", "Météo-France")),
    ),
    (
        "Le procureur de Lille, Éric Vasseur, a annoncé lundi que le suspect avait fui. Il a ajouté que deux voitures "
        "avaient été volées.",
        (("le suspect avait fui", "Éric Vasseur"), ("deux voitures avaient été volées", "Éric Vasseur")),
    ),
    (
        "La sénatrice Grâce Lindon assure que le texte passera. Son adversaire, Marc Delage, juge qu’il échouera.",
        (("le texte passera", "Grâce Lindon"), ("il échouera", "Marc Delage")),
    ),
    (
        "Un haut responsable, qui a requis l’anonymat, affirme que les pourparlers ont échoué.",
        (("les pourparlers ont échoué", "haut responsable"),),
    ),
    (
        "Des chercheurs de l’université de Liège ont montré que la glace avait perdu 12 mètres depuis 1990.",
        (("la glace avait perdu 12 mètres", "chercheurs de l’université de Liège"),),
    ),
    (
        "L’accusé a vidé le compte en 2019, a soutenu l’avocat général. Son avocate, Me Jeanne Pic, "
        "plaide que l’argent "
        "était un don.",
        (("a vidé le compte", "avocat général"), ("l’argent était un don", "Jeanne Pic")),
    ),
    (
        "La participation a atteint 61 %, a annoncé la commission électorale, précisant que les résultats définitifs "
        "seraient connus vendredi.",
        (
            ("La participation a atteint", "commission électorale"),
            ("seraient connus vendredi", "commission électorale"),
        ),
    ),
    (
        "Kiev dit avoir abattu 17 missiles. Moscou affirme, de son côté, que toutes les cibles ont été touchées.",
        (("avoir abattu 17 missiles", "Kiev"), ("toutes les cibles ont été touchées", "Moscou")),
    ),
    (
        "Le médicament, estime la professeure Anne Roux, pourrait réduire de moitié les rechutes.",
        (("pourrait réduire de moitié", "Anne Roux"),),
    ),
    (
        "Les infirmiers seront en grève le 6 mai, a fait savoir leur syndicat, la CGT-Santé.",
        (("Les infirmiers seront en grève", "CGT-Santé"),),
    ),
    (
        "Le cabinet du ministre chiffre le tunnel à 2 milliards d’euros. Ses détracteurs parlent du double.",
        (("2 milliards d’euros", "cabinet du ministre"),),
    ),
    (
        "« La pelouse était injouable », a pesté le capitaine, Jules Harland, qui dit vouloir saisir la ligue.",
        (("La pelouse était injouable", "Jules Harland"),),
    ),
    (
        "L’inflation est retombée à 3,1 % en avril, selon les chiffres publiés mercredi par l’Insee.",
        (("L’inflation est retombée", "Insee|chiffres publiés mercredi par l’Insee"),),
    ),
    (
        "L’action Larchamp a perdu 8 % après que le groupe a averti que ses bénéfices seraient inférieurs "
        "aux prévisions.",
        (("a perdu 8 %", "narrator"), ("ses bénéfices seraient inférieurs", "Larchamp")),
    ),
    (
        "Le parquet accuse l’ancien maire d’avoir payé deux témoins. L’intéressé nie.",
        (("accuse l’ancien maire", "parquet"),),
    ),
    (
        "Interrogée sur le retard, la porte-parole a répondu que le rapport paraîtrait « dans les prochaines "
        "semaines ».",
        (("le rapport paraîtrait", "porte-parole"),),
    ),
    (
        "D’après une étude de la fondation Harlot, les loyers augmenteront de 9 % cette année.",
        (("les loyers augmenteront", "fondation Harlot|étude de la fondation Harlot"),),
    ),
    (
        "La présidente Awa Diallo a promis de construire 50 000 logements d’ici 2027. Elle a indiqué que les premiers "
        "seraient prêts en juin.",
        (("construire 50 000 logements", "Awa Diallo"), ("les premiers seraient prêts", "Awa Diallo")),
    ),
    (
        "Pour le FMI, la reprise sera lente. L’institution table sur une croissance de 1,2 %.",
        (("la reprise sera lente", "FMI"), ("une croissance de 1,2 %", "FMI")),
    ),
    (
        "Cette taxe est injuste, plaide Léna Fischer, économiste à l’université de Bonn ; elle coûtera "
        "400 euros par an "
        "aux familles.",
        (("elle coûtera 400 euros", "Léna Fischer"),),
    ),
    (
        "Pékin a accusé Washington d’avoir volé des données, ce que la Maison Blanche dément.",
        (("a accusé Washington", "Pékin"), ("la Maison Blanche dément", "Maison Blanche")),
    ),
    (
        "Les médecins s’inquiètent. « La moitié des lits sont fermés », souffle l’un d’eux.",
        (("La moitié des lits sont fermés", "médecin|l’un d’eux|médecins|un"),),
    ),
    (
        "L’incendie a fait trois morts, rapporte la presse locale, qui cite le gouverneur de la province.",
        (("L’incendie a fait trois morts", "presse locale"),),
    ),
    (
        "La chancelière Ruth Amsel a assuré qu’aucun impôt n’augmenterait avant 2026, mais son adjoint a laissé "
        "entendre le contraire.",
        (("aucun impôt n’augmenterait", "Ruth Amsel"),),
    ),
    (
        "« Si la pluie cesse, nous courrons samedi », confie l’organisateur, Philippe Tanneur, à France Bleu.",
        (("nous courrons samedi", "Philippe Tanneur"),),
    ),
    (
        "Tracfin pense que l’argent est passé par Chypre. Le service a demandé le gel du compte.",
        (("l’argent est passé par Chypre", "Tracfin"), ("a demandé le gel", "narrator")),
    ),
    (
        "Des témoins disent que le camion a grillé un feu. L’une d’entre eux, Carla Mendès, raconte que le chauffeur "
        "téléphonait.",
        (("le camion a grillé un feu", "témoins"), ("le chauffeur téléphonait", "Carla Mendès")),
    ),
    (
        "M. Bellec, chef de file de l’opposition, dit que le Premier ministre a menti. Il réclame une enquête.",
        (("le Premier ministre a menti", "Bellec"),),
    ),
    (
        "Des documents que nous avons consultés montrent que l’entreprise connaissait la fuite dès 2018.",
        (("l’entreprise connaissait la fuite", "documents que nous avons consultés|documents|narrator"),),
    ),
    (
        "L’entraîneur Ivan Petrov a exclu de vendre son attaquant avant l’été.",
        (("vendre son attaquant", "Ivan Petrov"),),
    ),
    (
        "Les feux ont ravagé 12 000 hectares depuis dimanche, et les pompiers redoutent que deux "
        "villages soient coupés "
        "du monde.",
        (("ont ravagé 12 000 hectares", "narrator"), ("deux villages soient coupés", "pompiers")),
    ),
    (
        "Le vaccin est sûr, selon l’Organisation mondiale de la santé. L’organisation recommande deux "
        "doses et estime que "
        "la campagne durera six mois.",
        (
            ("Le vaccin est sûr", "Organisation mondiale de la santé"),
            ("la campagne durera six mois", "Organisation mondiale de la santé"),
        ),
    ),
    (
        "Interrogé sur son départ, Pierre Nadal a répondu : « Je resterai jusqu’en 2026. »",
        (("Je resterai jusqu’en 2026", "Pierre Nadal"),),
    ),
    (
        "L’acheteur se serait retiré mardi. Aucune des deux parties n’a souhaité commenter.",
        (("L’acheteur se serait retiré", "narrator"),),
    ),
    (
        "La grève aura bien lieu lundi, confirme l’intersyndicale. « Les agents sont épuisés », dit sa "
        "porte-parole, Anne "
        "Croix. L’intersyndicale ajoute que les discussions ont pris fin vendredi.",
        (
            ("La grève aura bien lieu", "intersyndicale"),
            ("Les agents sont épuisés", "Anne Croix"),
            ("les discussions ont pris fin", "intersyndicale"),
        ),
    ),
    (
        "À l’Élysée, on assure que le remaniement aura lieu avant la fin du mois.",
        (("le remaniement aura lieu", "Élysée"),),
    ),
    (
        "Le préfet a dit craindre une crue dans les quarante-huit heures.",
        (("une crue dans les quarante-huit heures", "préfet"),),
    ),
    (
        "Le texte, qui selon le gouvernement sera adopté en juillet, divise la majorité.",
        (("sera adopté en juillet", "gouvernement"),),
    ),
    (
        "Le club a recruté trois joueurs. « Deux autres arriveront en janvier », promet son président, "
        "Yvon Le Goff. Ce "
        "dernier exclut toutefois de dépasser 10 millions d’euros.",
        (("Deux autres arriveront", "Yvon Le Goff"), ("exclut toutefois de dépasser", "Yvon Le Goff")),
    ),
    (
        "La Commission européenne a abaissé lundi sa prévision : Bruxelles n’attend plus que 0,8 % de croissance.",
        (("0,8 % de croissance", "Bruxelles|Commission européenne"),),
    ),
    (
        "Le musée rouvrira le 3 mars, a annoncé vendredi la Ville. Sa directrice, Hélène Caron, table sur 400"
        " 000 visiteurs par an. « C’est optimiste », tempère un élu de l’opposition, selon qui les travaux "
        "coûteront deux fois plus que prévu.",
        (
            ("Le musée rouvrira", "Ville"),
            ("400 000 visiteurs", "Hélène Caron"),
            ("les travaux coûteront", "élu de l’opposition"),
        ),
    ),
    (
        "Le parc éolien produira dès 2026, promet Ventéole. L’entreprise assure que les pêcheurs seront "
        "indemnisés. Ces derniers n’y croient pas : « On nous a déjà menti », lâche leur représentant, Yann "
        "Kermeur. D’après lui, trente bateaux disparaîtront.",
        (
            ("produira dès 2026", "Ventéole"),
            ("les pêcheurs seront indemnisés", "Ventéole"),
            ("On nous a déjà menti", "Yann Kermeur"),
            ("trente bateaux disparaîtront", "Yann Kermeur"),
        ),
    ),
    (
        "La frégate appareillera lundi, a précisé l’état-major. Le capitaine de vaisseau Rémi Aubert, son "
        "commandant, a indiqué que la mission durerait quatre mois. Il n’a pas exclu une escale à Djibouti.",
        (
            ("La frégate appareillera", "état-major"),
            ("la mission durerait", "Rémi Aubert"),
        ),
    ),
    (
        "Le Danois a gagné l’étape en 4 h 12. « Je ne garderai pas le maillot », a prévenu Mads Krogh à "
        "l’arrivée. Son directeur sportif, lui, n’en croit rien : le leader d’Ostra-Veldt sera à Paris en "
        "jaune, jure Philippe Dumont.",
        (
            ("Je ne garderai pas", "Mads Krogh"),
            ("sera à Paris en jaune", "Philippe Dumont"),
        ),
    ),
    (
        "Le gouvernement veut construire 110 000 logements sociaux. La fondation Emmaüs-Habitat juge "
        "l’objectif hors d’atteinte : elle estime qu’à peine 80 000 seront financés en 2024. Le ministre "
        "délégué, Olivier Sarre, a répliqué mercredi sur RTL que « les crédits seront là ».",
        (
            ("à peine 80 000", "fondation Emmaüs-Habitat|Emmaüs-Habitat"),
            ("les crédits seront là", "Olivier Sarre"),
        ),
    ),
    (
        "Selon le rapport de la Cour des comptes, publié lundi, le projet a coûté 312 millions d’euros. La "
        "Cour y écrit que le calendrier n’était pas tenable. La région conteste ces chiffres.",
        (
            ("a coûté 312 millions", "rapport de la Cour des comptes|Cour des comptes"),
            ("le calendrier n’était pas tenable", "Cour des comptes"),
            ("La région conteste", "région"),
        ),
    ),
    (
        "« Le glacier aura disparu en 2050 », avertit la glaciologue Inès Favre, qui rappelle que la Mer de "
        "glace perd 10 mètres par an. À ses yeux, rien n’arrêtera la fonte.",
        (
            ("Le glacier aura disparu", "Inès Favre"),
            ("la Mer de glace perd", "Inès Favre"),
            ("rien n’arrêtera", "Inès Favre"),
        ),
    ),
    (
        "L’attaquant sera absent six semaines, a fait savoir son club dans un communiqué. Le sélectionneur, "
        "Bruno Lestrade, espère encore l’aligner en mars. « On ne prendra aucun risque », a-t-il toutefois "
        "assuré.",
        (
            ("L’attaquant sera absent", "club"),
            ("On ne prendra aucun risque", "Bruno Lestrade"),
        ),
    ),
)
