"""What stands around the words of German, French, Spanish and other European letters."""

from __future__ import annotations

from okk_text.letters.phrases.phrases import Phrases

GERMAN = Phrases(
    months="januar jan februar feb märz mär mrz april apr mai juni jun juli jul august aug september"
    " sep sept oktober okt november nov dezember dez",
    weekdays="montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    verbs="schrieb geschrieben schreibt",
    glue="am um uhr den der hat",
    by="von",
    labels={
        "from": ("von", "absender"),
        "date": ("gesendet", "datum", "gesendet am"),
        "to": ("an",),
        "copy": ("kopie",),
        "subject": ("betreff",),
    },
    banners=(
        "ursprüngliche nachricht",
        "weitergeleitete nachricht",
        "originalnachricht",
        "anfang der weitergeleiteten nachricht",
        "ursprüngliche mail",
        "weitergeleitete mail",
    ),
    ends=("ende der weitergeleiteten nachricht",),
    closings=(
        r"mit (?:freundlichen|besten|herzlichen|lieben|schönen) gr(?:ü|ue)(?:ß|ss)en",
        r"mfg",
        r"(?:viele|beste|liebe|herzliche|schöne|freundliche) gr(?:ü|ue)(?:ß|ss)e",
        r"lg",
        r"vg",
    ),
    mobile=(
        r"(?:von meine[mr] .{2,30} )?gesendet(?: von .{2,40})?",
        r"diese nachricht wurde von .{2,60} gesendet\.?",
    ),
    thanks=(r"(?:vielen |besten |herzlichen )?dank(?: im voraus)?",),
)

FRENCH = Phrases(
    months="janvier janv février févr fev mars avril avr mai juin juillet juil août aout septembre"
    " sept octobre oct novembre nov décembre déc dec",
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    verbs="écrit ecrit écrivait écrivit",
    glue="le à a vers",
    by="de par",
    labels={
        "from": ("de", "expéditeur"),
        "date": ("envoyé", "date", "envoyé le"),
        "to": ("à", "destinataire"),
        "copy": ("copie",),
        "subject": ("objet", "sujet"),
    },
    banners=(
        "message d'origine",
        "message original",
        "message transféré",
        "début du message réexpédié",
        "début du message transféré",
        "message d’origine",
        "message transmis",
        "mail original",
    ),
    closings=(
        r"(?:bien )?cordialement",
        r"(?:très )?sincèrement",
        r"bien à vous",
        r"salutations(?: distinguées)?",
        r"meilleures salutations",
    ),
    mobile=(r"envoyé (?:de|depuis) mon .{2,40}",),
    thanks=(r"merci(?: d'avance| beaucoup)?",),
)

SPANISH = Phrases(
    months="enero ene febrero feb marzo mar abril abr mayo may junio jun julio jul agosto ago"
    " septiembre sept sep octubre oct noviembre nov diciembre dic",
    weekdays="lunes martes miércoles jueves viernes sábado domingo lun mar mié mie jue vie sáb dom",
    verbs="escribió escribio escribe",
    glue="el a las la de del",
    by="de",
    labels={
        "from": ("de", "remitente"),
        "date": ("enviado", "fecha", "enviado el"),
        "to": ("para",),
        "copy": ("copia",),
        "subject": ("asunto",),
    },
    banners=("mensaje original", "mensaje reenviado", "inicio del mensaje reenviado"),
    closings=(
        r"(?:un )?(?:cordial saludo|saludos?(?: cordiales)?)",
        r"atentamente",
        r"un abrazo",
        r"saludos cordiales",
    ),
    mobile=(r"enviado desde mi .{2,40}",),
    thanks=(r"(?:muchas )?gracias",),
)

OTHERS = Phrases(  # enough of it, pl, pt, nl, tr to know an attribution and a header block
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre gen mag giu lug set ott dic stycznia lutego marca kwietnia maja czerwca lipca"
    " sierpnia września października listopada grudnia janeiro fevereiro março maio junho julho"
    " setembro outubro dezembro januari februari maart mei juni juli augustus oktober ocak şubat"
    " mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    weekdays="lunedì martedì mercoledì giovedì venerdì sabato domenica lun mer gio ven sab dom pon wt"
    " śr czw pt sob niedz poniedziałek wtorek środa czwartek piątek sobota niedziela segunda terça"
    " quarta quinta sexta maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr"
    " za zo pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    verbs="scritto scrive napisał napisała napisał(a) pisze escreveu schreef geschreven yazdı şunları",
    glue="il alle ore ha dnia o godz godzinie użytkownik em às op om heeft saat tarihinde het",
    labels={
        "from": ("da", "od", "van", "kimden", "gönderen"),
        "date": (
            "inviato",
            "data",
            "wysłano",
            "verzonden",
            "datum",
            "tarih",
            "enviado",
            "enviada em",
        ),
        "to": ("a", "do", "aan", "kime", "para"),
        "copy": ("cc",),
        "subject": ("oggetto", "temat", "onderwerp", "konu", "assunto"),
    },
    banners=(
        "messaggio originale",
        "messaggio inoltrato",
        "wiadomość oryginalna",
        "mensagem original",
        "oorspronkelijk bericht",
        "doorgestuurd bericht",
        "orijinal mesaj",
        "mensagem encaminhada",
    ),
    closings=(
        r"cordiali saluti",
        r"distinti saluti",
        r"pozdrawiam",
        r"z poważaniem",
        r"met vriendelijke groet(?:en)?",
        r"atenciosamente",
        r"saygılarımla",
    ),
)
